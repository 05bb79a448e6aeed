package org.otklik.helpdesk.hotline;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.call.CallRecord.Match;
import org.otklik.helpdesk.call.CallRecord.Whose;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.mailbox.MailSettings;
import org.otklik.helpdesk.store.PhoneBook;
import org.otklik.helpdesk.store.Rows;
import org.otklik.telephony.Caller;
import org.otklik.telephony.Callers;
import org.otklik.telephony.PhoneNumber;

/**
 * Whose number it is, and in whose name a ticket of a caller can be. A number is that of people on
 * clients' lists, else a client's; what several people or clients share belongs to each.
 */
@Singleton
public class Acquaintances implements Callers {
  /** Who sees all of their firm's tickets stands first: nothing is revealed to them. */
  private static final Comparator<StaffMember> SEES_MOST_FIRST =
      Comparator.comparing(StaffMember::role).thenComparingLong(StaffMember::id);

  private final PhoneBook phones;
  private final Rows.Staff staff;
  private final Rows.Clients clients;
  private final MailSettings settings;

  Acquaintances(PhoneBook phones, Rows.Staff staff, Rows.Clients clients, MailSettings settings) {
    this.phones = phones;
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
    /** Of a caller who doesn't show their number. */
    public static final Look WITHHELD =
        new Look(new Whose(Match.WITHHELD, null, null), List.of(), List.of());

    /** The one client whose number it is. */
    public Optional<Long> client() {
      return clientIds.size() == 1 ? Optional.of(clientIds.getFirst()) : Optional.empty();
    }
  }

  @Override
  @Transactional
  public Caller whose(PhoneNumber number) {
    Look look = look(number.e164());
    if (!look.people().isEmpty()) {
      return new Caller.Staff(
          look.people().stream().map(p -> new Caller.Person(p.id(), p.clientId())).toList());
    }
    return look.clientIds().isEmpty() ? new Caller.Unknown() : new Caller.Firms(look.clientIds());
  }

  /**
   * Looks a number up.
   *
   * @param number in E.164; null when withheld
   */
  @Transactional
  public Look look(@Nullable String number) {
    return number == null
        ? Look.WITHHELD
        : Optional.ofNullable(looks(Set.of(number)).get(number)).orElseThrow();
  }

  /** Looks numbers in E.164 up together, each of them. */
  @Transactional
  public Map<String, Look> looks(Set<String> numbers) {
    Map<String, List<Long>> people = phones.staffAt(numbers);
    Map<String, List<Long>> firms = phones.clientsAt(numbers);
    Map<Long, StaffMember> known =
        people.isEmpty()
            ? Map.of()
            : staff
                .findByIdIn(people.values().stream().flatMap(List::stream).distinct().toList())
                .stream()
                .collect(Collectors.toMap(StaffMember::id, Function.identity()));
    return numbers.stream()
        .collect(
            Collectors.toMap(
                Function.identity(),
                number ->
                    people.containsKey(number)
                        ? ofPeople(people.get(number).stream().map(known::get).toList())
                        : ofFirms(firms.getOrDefault(number, List.of()))));
  }

  private static Look ofPeople(List<StaffMember> who) {
    List<StaffMember> people = who.stream().sorted(SEES_MOST_FIRST).toList();
    List<Long> firms = people.stream().map(StaffMember::clientId).distinct().toList();
    return new Look(
        people.size() == 1
            ? new Whose(Match.STAFF, firms.getFirst(), people.getFirst().id())
            : new Whose(Match.SHARED, firms.size() == 1 ? firms.getFirst() : null, null),
        people,
        firms);
  }

  private static Look ofFirms(List<Long> firms) {
    return new Look(
        switch (firms.size()) {
          case 0 -> new Whose(Match.UNKNOWN, null, null);
          case 1 -> new Whose(Match.FIRM, firms.getFirst(), null);
          default -> new Whose(Match.SHARED, null, null);
        },
        List.of(),
        firms);
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
