"""Archives, and the vault into which their captures are sealed."""
