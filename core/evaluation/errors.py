"""What a user of the evaluation can mend."""

from core.image import ImageError


class EvaluationError(ImageError):
    """Scores, a table or a database that cannot be evaluated.

    Says what was expected, what came and what to do.
    """
