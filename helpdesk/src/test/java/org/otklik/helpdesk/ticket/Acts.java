package org.otklik.helpdesk.ticket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.deadline.Deadline;
import org.otklik.helpdesk.plan.Category;
import org.otklik.helpdesk.plan.Priority;

/** What is done to tickets in tests, in few words. */
final class Acts {
  private Acts() {}

  /** Ends the analysis of what is due by the day. */
  static TicketAct.Analyse analysis(Category category, Priority priority, String plannedAt) {
    return new TicketAct.Analyse(
        category, priority, false, null, Desk.wall(plannedAt), null, null, false, "");
  }

  /** Ends the analysis of what waits for a release of the component. */
  static TicketAct.Analyse analysis(Category category, Priority priority, @Nullable Long release) {
    return new TicketAct.Analyse(
        category, priority, false, null, null, Desk.COMPONENT, release, true, "");
  }

  static TicketAct.Reclassify reclassification(
      Category category, Priority priority, String plannedAt) {
    return new TicketAct.Reclassify(
        category, priority, false, Desk.wall(plannedAt), null, null, false, "");
  }

  static TicketAct.Reclassify reclassification(
      Category category, Priority priority, @Nullable Long release) {
    return new TicketAct.Reclassify(
        category, priority, false, null, Desk.COMPONENT, release, true, "");
  }

  static TicketAct.AttemptCall callInVain() {
    return new TicketAct.AttemptCall(false, "не отвечает");
  }

  static TicketAct.AttemptCall callThatReached() {
    return new TicketAct.AttemptCall(true, "поговорили");
  }

  static TicketAct.Ask question() {
    return new TicketAct.Ask("Какая модель?", "");
  }

  static TicketAct.Ask questionWithoutCall() {
    return new TicketAct.Ask("Какая модель?", "нет телефона");
  }

  static TicketAct.Answer answer() {
    return new TicketAct.Answer("Смотрим.");
  }

  static TicketAct.ProvideSolution solution() {
    return new TicketAct.ProvideSolution("Замените картридж.");
  }

  static TicketAct.Accept acceptance() {
    return new TicketAct.Accept(null);
  }

  static TicketAct.Accept acceptanceArrived(String at) {
    return new TicketAct.Accept(Desk.wall(at));
  }

  static TicketAct.Remark remarks() {
    return new TicketAct.Remark("Не печатает вторую страницу.", null);
  }

  static TicketAct.Remark remarksArrived(String at) {
    return new TicketAct.Remark("Не печатает вторую страницу.", Desk.wall(at));
  }

  static TicketAct.GiveNotice notice(Deadline of) {
    return new TicketAct.GiveNotice(of.id(), "не успеваем", null);
  }

  static TicketAct.GiveNotice noticeArrived(Deadline of, String at) {
    return new TicketAct.GiveNotice(of.id(), "не успеваем", Desk.wall(at));
  }

  static TicketAct.Consent consent(Deadline to, String newDueAt) {
    return new TicketAct.Consent(to.id(), Desk.wall(newDueAt));
  }

  static TicketAct.PromiseFeedback feedbackBy(String dueAt) {
    return feedbackBy(Desk.wall(dueAt));
  }

  static TicketAct.PromiseFeedback feedbackBy(Instant dueAt) {
    return new TicketAct.PromiseFeedback(dueAt, "+7 495 000-00-00");
  }

  static TicketAct.Close closing(Ticket.Closing because) {
    return new TicketAct.Close(because, "так решили");
  }

  static TicketAct.Pause pause() {
    return new TicketAct.Pause("долг");
  }

  static TicketAct.Resume resume() {
    return new TicketAct.Resume();
  }
}
