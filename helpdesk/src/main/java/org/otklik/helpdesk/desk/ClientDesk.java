package org.otklik.helpdesk.desk;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.client.AddressForm;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.client.PublicMailDomains;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.store.ClientRegister;
import org.otklik.helpdesk.store.Foundation;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Refusal;

/** Takes clients and their staff in, by the rules of the agreement. */
@Singleton
public class ClientDesk {
  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"@,;:]{1,64}@[a-z0-9.-]{3,253}");
  private static final Pattern DOMAIN =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}");
  private static final int NAME_LIMIT = 200;

  private final Rows.Clients clients;
  private final Rows.Staff staff;
  private final Rows.Operators operators;
  private final ClientRegister register;
  private final Foundation foundation;
  private final AddressForm form;
  private final PhoneDesk phones;
  private final ClientDeadlines deadlines;
  private final InstantSource clock;
  private final IdSource ids;

  ClientDesk(
      Rows.Clients clients,
      Rows.Staff staff,
      Rows.Operators operators,
      ClientRegister register,
      Foundation foundation,
      AddressForm form,
      PhoneDesk phones,
      ClientDeadlines deadlines,
      InstantSource clock,
      IdSource ids) {
    this.clients = clients;
    this.staff = staff;
    this.operators = operators;
    this.register = register;
    this.foundation = foundation;
    this.form = form;
    this.phones = phones;
    this.deadlines = deadlines;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * A client that is to be taken in, on the standard plan and the provider's calendar.
   *
   * @param region of phone numbers without a country code: ISO 3166, two letters
   * @param phones as people write them
   */
  public record NewClient(
      String name,
      String contractNumber,
      LocalDate contractDate,
      LocalDate contractStart,
      LocalDate contractEnd,
      String address,
      Language language,
      List<String> domains,
      @Nullable Long responsibleId,
      String region,
      List<String> phones) {}

  /** Somebody who is to be put on a client's list. */
  public record NewStaff(String name, Role role, List<String> addresses, List<String> phones) {
    public NewStaff(String name, Role role, List<String> addresses) {
      this(name, role, addresses, List.of());
    }
  }

  @Transactional
  public Outcome<Client> add(NewClient wanted) {
    Optional<Refusal> refusal = refusal(wanted);
    if (refusal.isPresent()) {
      return new Outcome.Refused<>(refusal.get());
    }
    var client =
        new Client(
            ids.next(),
            wanted.name().strip(),
            wanted.contractNumber().strip(),
            wanted.contractDate(),
            wanted.contractStart(),
            wanted.contractEnd(),
            form.address(wanted.address()),
            wanted.language(),
            wanted.responsibleId(),
            foundation.standardPlanId(),
            foundation.providerCalendarId(),
            wanted.region(),
            0);
    register.add(client, wanted.domains().toArray(String[]::new));
    phones.set(client, wanted.phones());
    deadlines.begin(client, clock.instant());
    return new Outcome.Done<>(client);
  }

  private Optional<Refusal> refusal(NewClient wanted) {
    if (isNoName(wanted.name())) {
      return Optional.of(Refusal.invalid("name", "refusal.no-name", NAME_LIMIT));
    }
    if (wanted.contractNumber().isBlank() || wanted.contractNumber().length() > 64) {
      return invalid("contractNumber", "refusal.no-contract-number");
    }
    if (wanted.contractEnd().isBefore(wanted.contractStart())) {
      return invalid("contractEnd", "refusal.contract-ends-before-start");
    }
    if (isNoAddress(wanted.address())) {
      return invalid("address", "refusal.no-address");
    }
    if (wanted.domains().isEmpty() || wanted.domains().size() > 100) {
      return invalid("domains", "refusal.no-domain");
    }
    Long responsible = wanted.responsibleId();
    if (responsible != null && operators.findById(responsible).isEmpty()) {
      return invalid("responsible", "refusal.no-such-operator");
    }
    return wanted.domains().stream()
        .map(form::domain)
        .flatMap(domain -> refusal(domain).stream())
        .findFirst()
        .or(() -> phones.unfit(wanted.phones(), wanted.region()));
  }

  private Optional<Refusal> refusal(String domain) {
    if (!DOMAIN.matcher(domain).matches()) {
      return invalid("domains", "refusal.no-domain");
    }
    if (PublicMailDomains.contains(domain)) {
      return invalid("domains", "refusal.public-mail-domain");
    }
    return register.isDomainTaken(domain)
        ? invalid("domains", "refusal.domain-taken")
        : Optional.empty();
  }

  @Transactional
  public Outcome<StaffMember> add(long clientId, NewStaff wanted) {
    Optional<Client> client = clients.findById(clientId);
    if (client.isEmpty()) {
      return new Outcome.Refused<>(Refusal.notFound("client"));
    }
    Optional<Refusal> refusal =
        refusal(clientId, wanted).or(() -> phones.unfit(wanted.phones(), client.get().region()));
    if (refusal.isPresent()) {
      return new Outcome.Refused<>(refusal.get());
    }
    var member =
        new StaffMember(ids.next(), clientId, wanted.name().strip(), wanted.role(), true, 0);
    register.add(member, wanted.addresses().toArray(String[]::new));
    phones.set(client.get(), member, wanted.phones());
    deadlines.listReceived(clientId, clock.instant());
    return new Outcome.Done<>(member);
  }

  private Optional<Refusal> refusal(long clientId, NewStaff wanted) {
    if (isNoName(wanted.name())) {
      return Optional.of(Refusal.invalid("name", "refusal.no-name", NAME_LIMIT));
    }
    if (wanted.addresses().isEmpty() || wanted.addresses().size() > 20) {
      return invalid("addresses", "refusal.no-address");
    }
    for (String address : wanted.addresses()) {
      if (isNoAddress(address)) {
        return invalid("addresses", "refusal.no-address");
      }
      if (register.isAddressTaken(form.address(address))) {
        return invalid("addresses", "refusal.address-taken");
      }
    }
    boolean hasMain =
        staff.findByClientIdOrderByName(clientId).stream()
            .anyMatch(member -> member.active() && member.role() == Role.MAIN);
    return wanted.role() == Role.MAIN && hasMain
        ? invalid("role", "refusal.one-main-user")
        : Optional.empty();
  }

  private static boolean isNoName(String name) {
    return name.isBlank()
        || name.length() > NAME_LIMIT
        || name.chars().anyMatch(Character::isISOControl);
  }

  private boolean isNoAddress(String address) {
    return !ADDRESS.matcher(form.address(address)).matches();
  }

  private static Optional<Refusal> invalid(String field, String key) {
    return Optional.of(Refusal.invalid(field, key));
  }
}
