package org.otklik.helpdesk.demo;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.access.Access;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.access.Operator.OperatorRole;
import org.otklik.helpdesk.access.Passwords;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.store.ClientRegister;
import org.otklik.helpdesk.store.Foundation;
import org.otklik.helpdesk.store.PhoneBook;
import org.otklik.helpdesk.store.Rows;

/** The demo's operator, client and staff, made when they are missing. */
@Singleton
@Requires(condition = InDemo.class)
public class DemoSeed {
  private final Rows.Operators operators;
  private final ClientRegister clients;
  private final PhoneBook phones;
  private final Foundation foundation;
  private final Access access;
  private final JdbcOperations jdbc;
  private final IdSource ids;
  private final InstantSource clock;

  DemoSeed(
      Rows.Operators operators,
      ClientRegister clients,
      PhoneBook phones,
      Foundation foundation,
      Access access,
      JdbcOperations jdbc,
      IdSource ids,
      InstantSource clock) {
    this.operators = operators;
    this.clients = clients;
    this.phones = phones;
    this.foundation = foundation;
    this.access = access;
    this.jdbc = jdbc;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Makes what is missing.
   *
   * @return a fresh bearer token of the demo's operator; those of earlier starts are revoked
   */
  @Transactional
  public String seed() {
    Operator operator =
        operators.findByActiveTrueOrderByName().stream()
            .filter(o -> o.login().equals(DemoPeople.OPERATOR_LOGIN))
            .findFirst()
            .orElseGet(this::makePeople);
    jdbc.prepareStatement(
        "UPDATE api_token SET revoked_at = UTC_TIMESTAMP(6) WHERE name = 'demo' AND revoked_at IS NULL",
        statement -> statement.executeUpdate());
    return access.issueToken(operator.id(), "demo");
  }

  private Operator makePeople() {
    Operator operator =
        operators.save(
            new Operator(
                ids.next(),
                DemoPeople.OPERATOR_LOGIN,
                "Ольга Смирнова",
                DemoPeople.OPERATOR.address(),
                OperatorRole.ADMINISTRATOR,
                Language.RU,
                Passwords.hash(DemoPeople.OPERATOR_PASSWORD),
                true,
                0,
                null,
                DemoPeople.OPERATOR_EXTENSION,
                0));
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Client client =
        new Client(
            ids.next(),
            "ООО «Ромашка»",
            "СП-2026/17",
            today.minusMonths(2),
            today.minusMonths(2),
            today.plusYears(1),
            DemoPeople.CLIENT.address(),
            Language.RU,
            operator.id(),
            foundation.standardPlanId(),
            foundation.providerCalendarId(),
            "RU",
            0);
    clients.add(client, "romashka.example");
    var anna = new StaffMember(ids.next(), client.id(), "Анна Котова", Role.MAIN, true, 0);
    clients.add(anna, DemoPeople.REGISTERED.address());
    phones.setStaffs(anna.id(), List.of(DemoPeople.REGISTERED_NUMBER));
    return operator;
  }
}
