package org.otklik.helpdesk.desk;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.PhoneForm;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.store.CallRows;
import org.otklik.helpdesk.store.PhoneBook;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Refusal;

/**
 * The telephone numbers of clients, of their staff, and of operators. Numbers are kept in E.164,
 * read in the client's region; several people may share one.
 */
@Singleton
public class PhoneDesk {
  private static final int MOST = 20;

  private final PhoneBook book;
  private final PhoneForm form;
  private final Rows.Clients clients;
  private final Rows.Staff staff;
  private final Rows.Operators operators;
  private final CallRows.Extensions extensions;

  PhoneDesk(
      PhoneBook book,
      PhoneForm form,
      Rows.Clients clients,
      Rows.Staff staff,
      Rows.Operators operators,
      CallRows.Extensions extensions) {
    this.book = book;
    this.form = form;
    this.clients = clients;
    this.staff = staff;
    this.operators = operators;
    this.extensions = extensions;
  }

  /** Why numbers can't be kept, if they can't. */
  Optional<Refusal> unfit(List<String> phones, String region) {
    if (!form.isRegion(region)) {
      return Optional.of(Refusal.invalid("region", "refusal.no-region"));
    }
    if (phones.size() > MOST) {
      return Optional.of(Refusal.invalid("phones", "refusal.too-many-phones", MOST));
    }
    return phones.stream().allMatch(phone -> form.number(phone, region).isPresent())
        ? Optional.empty()
        : Optional.of(Refusal.invalid("phones", "refusal.no-phone"));
  }

  void set(Client client, List<String> phones) {
    book.setClients(client.id(), numbers(phones, client.region()));
  }

  void set(Client client, StaffMember member, List<String> phones) {
    book.setStaffs(member.id(), numbers(phones, client.region()));
  }

  private List<String> numbers(List<String> phones, String region) {
    var numbers = new ArrayList<String>();
    phones.forEach(phone -> form.number(phone, region).ifPresent(numbers::add));
    return numbers;
  }

  /** A client has these numbers from now on, and no others. */
  @Transactional
  public Outcome<Client> ofClient(long clientId, List<String> phones) {
    Optional<Client> client = clients.findById(clientId);
    if (client.isEmpty()) {
      return new Outcome.Refused<>(Refusal.notFound("client"));
    }
    Optional<Refusal> unfit = unfit(phones, client.get().region());
    if (unfit.isPresent()) {
      return new Outcome.Refused<>(unfit.get());
    }
    set(client.get(), phones);
    return new Outcome.Done<>(client.get());
  }

  /** Somebody on a client's list has these numbers from now on, and no others. */
  @Transactional
  public Outcome<StaffMember> ofStaff(long clientId, long staffId, List<String> phones) {
    Optional<Client> client = clients.findById(clientId);
    Optional<StaffMember> member = member(clientId, staffId);
    if (client.isEmpty() || member.isEmpty()) {
      return new Outcome.Refused<>(Refusal.notFound("staff"));
    }
    Optional<Refusal> unfit = unfit(phones, client.get().region());
    if (unfit.isPresent()) {
      return new Outcome.Refused<>(unfit.get());
    }
    set(client.get(), member.get(), phones);
    return new Outcome.Done<>(member.get());
  }

  /** A client has one more number; what somebody else changes meanwhile stays. */
  @Transactional
  public Outcome<Client> addToClient(long clientId, String phone) {
    return clients
        .findById(clientId)
        .map(client ->
            added(
                client,
                client,
                phone,
                numbers(book.ofClients(List.of(clientId))),
                number -> book.addToClient(number, clientId)))
        .orElseGet(() -> new Outcome.Refused<>(Refusal.notFound("client")));
  }

  /** A client has a number no longer. */
  @Transactional
  public Outcome<Client> removeFromClient(long clientId, String phone) {
    return clients
        .findById(clientId)
        .<Outcome<Client>>map(client -> {
          book.removeFromClient(phone, clientId);
          return new Outcome.Done<>(client);
        })
        .orElseGet(() -> new Outcome.Refused<>(Refusal.notFound("client")));
  }

  /** Somebody on a client's list has one more number. */
  @Transactional
  public Outcome<StaffMember> addToStaff(long clientId, long staffId, String phone) {
    return member(clientId, staffId)
        .flatMap(found ->
            clients
                .findById(clientId)
                .map(client ->
                    added(
                        found,
                        client,
                        phone,
                        numbers(book.ofStaff(List.of(staffId))),
                        number -> book.addToStaff(number, staffId))))
        .orElseGet(() -> new Outcome.Refused<>(Refusal.notFound("staff")));
  }

  /** Somebody has a number no longer. */
  @Transactional
  public Outcome<StaffMember> removeFromStaff(long clientId, long staffId, String phone) {
    return member(clientId, staffId)
        .<Outcome<StaffMember>>map(found -> {
          book.removeFromStaff(phone, staffId);
          return new Outcome.Done<>(found);
        })
        .orElseGet(() -> new Outcome.Refused<>(Refusal.notFound("staff")));
  }

  private <T> Outcome<T> added(
      T owner, Client client, String phone, List<String> before, Consumer<String> add) {
    Optional<String> number = form.number(phone, client.region());
    if (number.isEmpty()) {
      return new Outcome.Refused<>(Refusal.invalid("phone", "refusal.no-phone"));
    }
    if (before.size() >= MOST && !before.contains(number.get())) {
      return new Outcome.Refused<>(Refusal.invalid("phone", "refusal.too-many-phones", MOST));
    }
    add.accept(number.get());
    return new Outcome.Done<>(owner);
  }

  private static List<String> numbers(Map<Long, List<String>> byOwner) {
    return byOwner.values().stream().flatMap(List::stream).toList();
  }

  private Optional<StaffMember> member(long clientId, long staffId) {
    return staff.findById(staffId).filter(found -> found.clientId() == clientId);
  }

  /**
   * An operator's telephone at the PBX.
   *
   * @param extension digits; null for none
   */
  @Transactional
  public Outcome<Operator> extension(long operatorId, @Nullable String extension) {
    if (extension != null && !form.isExtension(extension)) {
      return new Outcome.Refused<>(Refusal.invalid("extension", "refusal.no-extension"));
    }
    Optional<Operator> holder =
        Optional.ofNullable(extension)
            .flatMap(extensions::holder)
            .filter(id -> id != operatorId)
            .flatMap(operators::findById);
    if (holder.isPresent()) {
      return new Outcome.Refused<>(
          Refusal.invalid("extension", "refusal.extension-taken", holder.get().name()));
    }
    return extensions.give(operatorId, extension) == 0
        ? new Outcome.Refused<>(Refusal.notFound("operator"))
        : new Outcome.Done<>(operators.findById(operatorId).orElseThrow());
  }
}
