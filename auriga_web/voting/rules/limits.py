"""A question whose limits its method cannot use."""


class CannotUse(Exception):
    """The minimum, maximum or number of winners does not fit the method."""

    def __init__(self, question_no: int) -> None:
        super().__init__(f"The limits of question {question_no} do not fit its method.")
        self.question_no = question_no
