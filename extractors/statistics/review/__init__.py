"""Which units stand out among counts, and how sure one can be: funnel limits with overdispersion.

:func:`~extractors.statistics.review.review.review` reads one period,
:func:`~extractors.statistics.review.review.review_periods` several and what lasts over them. What differs
between proportions and ratios is said by :class:`~extractors.statistics.review.proportions.Proportions` and
:class:`~extractors.statistics.review.ratios.Ratios`.

An outlier is a reason to look. It is no finding of misconduct.

References that the modules name in short:

- Spiegelhalter 2005: Funnel plots for comparing institutional performance. Statistics in Medicine
  24:1185-1202.
- Spiegelhalter 2005b: Handling over-dispersion of performance indicators. Quality and Safety in Health Care
  14:347-351.
"""
