"""The series of publications that are collected, one YAML file each."""
