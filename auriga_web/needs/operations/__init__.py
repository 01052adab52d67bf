"""Every change to needs and themes."""

from auriga_web.needs.operations.answering import (
    address_to,
    answer_need,
    archive_need,
    assign_owner,
    decide_not_to_pursue,
    move_along,
    note_competence,
    take_up,
)
from auriga_web.needs.operations.counting import recount, set_comment_count, shift_follow_count
from auriga_web.needs.operations.forgetting import forget_author
from auriga_web.needs.operations.gathering import gather_into_theme, start_theme
from auriga_web.needs.operations.merging import merge_needs, separate_need
from auriga_web.needs.operations.moderating import (
    hide_need,
    publish_need,
    restore_need,
    return_need,
)
from auriga_web.needs.operations.picturing import (
    account_age,
    add_picture,
    describe_picture,
    move_picture_up,
    remove_picture,
)
from auriga_web.needs.operations.protecting import (
    black_out,
    make_private,
    settle_personal_case,
)
from auriga_web.needs.operations.sketching import (
    drop_sketches,
    forget_old_sketches,
    keep_sketch,
)
from auriga_web.needs.operations.supporting import (
    support_need,
    take_position,
    unsupport_need,
    withdraw_position,
)
from auriga_web.needs.operations.writing import (
    Draft,
    discard_need,
    edit_need,
    submit_need,
    withdraw_need,
    write_need,
)

__all__ = [
    "Draft",
    "account_age",
    "add_picture",
    "address_to",
    "answer_need",
    "archive_need",
    "assign_owner",
    "black_out",
    "decide_not_to_pursue",
    "describe_picture",
    "discard_need",
    "drop_sketches",
    "edit_need",
    "forget_author",
    "forget_old_sketches",
    "gather_into_theme",
    "hide_need",
    "keep_sketch",
    "make_private",
    "merge_needs",
    "move_along",
    "move_picture_up",
    "note_competence",
    "publish_need",
    "recount",
    "remove_picture",
    "restore_need",
    "return_need",
    "separate_need",
    "set_comment_count",
    "settle_personal_case",
    "shift_follow_count",
    "start_theme",
    "submit_need",
    "support_need",
    "take_position",
    "take_up",
    "unsupport_need",
    "withdraw_need",
    "withdraw_position",
    "write_need",
]
