"""Solvers of the chapter on detection."""

from studyapp.domain.concept import Chapter
from studyapp.domain.text import Text

CHAPTER = Chapter("detection", Text(en="Detection and its metrics", zh="检测与评估指标"))

ORDER = (
    "iou",
    "nms",
    "soft_nms",
    "confusion_matrix",
    "classification_report",
    "average_precision",
    "segmentation_scores",
)
"""Its modules as the catalogue lists them."""
