package org.otklik.helpdesk.hotline;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.call.CallRecord.Match;
import org.otklik.helpdesk.call.CallRecord.Whose;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.mail.MailSettings;
import org.otklik.helpdesk.store.Rows;
import org.otklik.telephony.Caller;
import org.otklik.telephony.Callers;
import org.otklik.telephony.PhoneNumber;

/** Who called, and in whose name a ticket of theirs can be. */
@Singleton
public class Acquaintances {
  /** Who sees all of their firm's tickets stands first: nothing is revealed to them. */
  private static final Comparator<StaffMember> SEES_MOST_FIRST =
      Comparator.comparing(StaffMember::role).thenComparingLong(StaffMember::id);

  private final Callers callers;
  private final Rows.Staff staff;
  private final Rows.Clients clients;
  private final MailSettings settings;

  Acquaintances(Callers callers, Rows.Staff staff, Rows.Clients clients, MailSettings settings) {
    this.callers = callers;
    this.staff = staff;
    this.clients = clients;
    this.settings = settings;
  }

  /**
   * What a number tells.
   *
   * @param people on clients' lists who have it
   * @param clientIds whose number it is, their people's among it
   */
  public record Look(Whose whose, List<StaffMember> people, List<Long> clientIds) {
    /** The one client whose number it is. */
    public Optional<Long> client() {
      return clientIds.size() == 1 ? Optional.of(clientIds.getFirst()) : Optional.empty();
    }
  }

  /**
   * Looks a number up.
   *
   * @param number in E.164; null when withheld
   */
  @Transactional
  public Look look(@Nullable String number) {
    if (number == null) {
      return new Look(new Whose(Match.WITHHELD, null, null), List.of(), List.of());
    }
    return switch (callers.whose(new PhoneNumber(number))) {
      case Caller.Staff(var persons) -> {
        List<StaffMember> people =
            staff.findByIdIn(persons.stream().map(Caller.Person::staffId).toList()).stream()
                .sorted(SEES_MOST_FIRST)
                .toList();
        List<Long> firms = people.stream().map(StaffMember::clientId).distinct().toList();
        yield new Look(
            people.size() == 1
                ? new Whose(Match.STAFF, firms.getFirst(), people.getFirst().id())
                : new Whose(Match.SHARED, firms.size() == 1 ? firms.getFirst() : null, null),
            people,
            firms);
      }
      case Caller.Firms(var firms) ->
          new Look(
              firms.size() == 1
                  ? new Whose(Match.FIRM, firms.getFirst(), null)
                  : new Whose(Match.SHARED, null, null),
              List.of(),
              firms);
      case Caller.Unknown _ -> new Look(new Whose(Match.UNKNOWN, null, null), List.of(), List.of());
    };
  }

  /**
   * In whose name a ticket of a caller is when nobody says who it was. Nobody's where the number is
   * of no client, of several, or where the contract isn't in force: there can be no ticket then.
   *
   * @param at when they called
   */
  @Transactional
  public Optional<StaffMember> requester(Look look, Instant at) {
    return look.client()
        .flatMap(clients::findById)
        .filter(client -> isServed(client, at))
        .flatMap(client ->
            look.people().isEmpty() ? ofFirm(client.id()) : look.people().stream().findFirst());
  }

  private Optional<StaffMember> ofFirm(long clientId) {
    return staff.findByClientIdOrderByName(clientId).stream()
        .filter(member -> member.active() && member.role().seesAll())
        .min(SEES_MOST_FIRST);
  }

  /** Whether a contract was in force then. */
  public boolean isServed(Client client, Instant at) {
    return client.inForceOn(LocalDate.ofInstant(at, settings.zone()));
  }
}
