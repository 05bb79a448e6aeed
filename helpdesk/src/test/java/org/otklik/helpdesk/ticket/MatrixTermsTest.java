package org.otklik.helpdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otklik.helpdesk.deadline.DeadlineKind.ACCEPTANCE;
import static org.otklik.helpdesk.deadline.DeadlineKind.RESOLUTION;
import static org.otklik.helpdesk.deadline.DeadlineKind.REWORK;
import static org.otklik.helpdesk.release.ReleaseKind.SCHEDULED;
import static org.otklik.helpdesk.release.ReleaseKind.UNSCHEDULED;
import static org.otklik.helpdesk.ticket.Acts.remarks;
import static org.otklik.helpdesk.ticket.Acts.solution;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.Priority;

/**
 * The matrix as it is lived: analysed on Friday 2026-11-20 at 15:30, solved on Monday at 10:00,
 * remarks on Tuesday at 11:00. The next unscheduled release is planned for 12-03, the next
 * scheduled one for 12-10, the chosen one is that of 12-24.
 */
class MatrixTermsTest {
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "ERROR, URGENT, 11-23 18:00, 11-23 14:00, 11-24 18:00, 11-24 14:00, 11-25 18:00, 11-25 14:00",
    "ERROR, HIGH, 12-03 18:00, 12-03 14:00, none, none, 12-03 18:00, 12-03 14:00",
    "ERROR, NORMAL, 12-10 18:00, 12-10 14:00, none, none, 12-10 18:00, 12-10 14:00",
    "ERROR, LOW, 12-24 18:00, 12-24 14:00, none, none, 12-24 18:00, 12-24 14:00",
    "SUPPORT, URGENT, 11-25 18:00, 11-24 18:00, 11-26 18:00, 11-25 18:00, 11-27 18:00, 11-26 18:00",
    "SUPPORT, HIGH, 11-25 18:00, 11-24 18:00, 11-26 18:00, 11-25 18:00, 11-27 18:00, 11-26 18:00",
    "SUPPORT, NORMAL, 11-27 18:00, 11-26 18:00, 11-30 18:00, 11-27 18:00, 12-01 18:00, 11-30 18:00",
    "SUPPORT, LOW, 11-27 18:00, 11-26 18:00, 11-30 18:00, 11-27 18:00, 12-01 18:00, 11-30 18:00",
    "IMPROVEMENT, NORMAL, 12-24 18:00, 12-23 18:00, 11-30 18:00, 11-27 18:00, 12-03 18:00, 12-02"
        + " 18:00",
    "IMPROVEMENT, LOW, 12-24 18:00, 12-23 18:00, 11-30 18:00, 11-27 18:00, 12-03 18:00, 12-02 18:00"
  })
  void each_line_of_the_matrix_gives_its_terms(
      Category category,
      Priority priority,
      String resolution,
      String resolutionNotice,
      String acceptance,
      String acceptanceNotice,
      String rework,
      String reworkNotice) {
    var desk =
        Desk.standard()
            .withRelease(1, UNSCHEDULED, "2026-12-03")
            .withRelease(2, SCHEDULED, "2026-12-10")
            .withRelease(3, SCHEDULED, "2026-12-24")
            .registers()
            .does(
                new TicketAct.Analyse(
                    category,
                    priority,
                    false,
                    null,
                    Desk.wall("2026-11-23 12:00"),
                    Desk.COMPONENT,
                    3L,
                    true,
                    ""));
    assertThat(desk.due(RESOLUTION)).isEqualTo("2026-" + resolution);
    assertThat(desk.notice(RESOLUTION)).isEqualTo("2026-" + resolutionNotice);

    desk.until("2026-11-23 10:00").does(solution());
    if (acceptance.equals("none")) {
      assertThat(desk.the(ACCEPTANCE).due()).isEmpty();
    } else {
      assertThat(desk.due(ACCEPTANCE)).isEqualTo("2026-" + acceptance);
      assertThat(desk.notice(ACCEPTANCE)).isEqualTo("2026-" + acceptanceNotice);
    }

    desk.until("2026-11-24 11:00").does(remarks());
    assertThat(desk.due(REWORK)).isEqualTo("2026-" + rework);
    assertThat(desk.notice(REWORK)).isEqualTo("2026-" + reworkNotice);
  }
}
