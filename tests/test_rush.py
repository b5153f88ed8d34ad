"""A rush is told by threads that go straight on to their next question while others are at work."""

from threading import Barrier, Thread

from bot.rush import Rush


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_one_thread_is_never_in_a_rush():
    rush = Rush(Clock())
    for _ in range(3):
        with rush.question():
            assert not rush.is_on()


def beside_another(rush, work):
    """Do work while another thread answers a question."""
    begun, done = Barrier(2), Barrier(2)

    def other():
        with rush.question():
            begun.wait()
            done.wait()

    thread = Thread(target=other)
    thread.start()
    begun.wait()
    try:
        return work()
    finally:
        done.wait()
        thread.join()


def test_a_thread_that_goes_straight_on_beside_another_is_in_a_rush():
    rush = Rush(Clock())

    def work():
        with rush.question():
            first = rush.is_on()
        with rush.question():
            return first, rush.is_on()

    assert beside_another(rush, work) == (False, True)


def test_a_thread_that_waited_for_its_question_is_in_none():
    clock = Clock()
    rush = Rush(clock)

    def work():
        with rush.question():
            pass
        clock.now += 0.01
        with rush.question():
            return rush.is_on()

    assert beside_another(rush, work) is False


def test_an_error_ends_a_question_too():
    rush = Rush(Clock())
    for _ in range(2):
        try:
            with rush.question():
                raise ValueError
        except ValueError:
            pass

    with rush.question():
        assert not rush.is_on()
