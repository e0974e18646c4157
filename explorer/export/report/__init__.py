"""A report in one HTML file: pictures, the view to point at, every block, recipes."""

from explorer.export.report.page import report_html

__all__ = ["report_html"]
