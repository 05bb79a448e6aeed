package org.otklik.helpdesk.running;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.access.Operator.OperatorRole;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.store.ClientRegister;
import org.otklik.helpdesk.store.Foundation;
import org.otklik.helpdesk.store.Rows;

/**
 * Who takes part in tests of the whole program: one operator and four clients. Made before the
 * first mail is read, where {@code otklik.test.people} asks for it.
 */
@Singleton
@Requires(property = "otklik.test.people")
public class People {
  public static final String SUPPORT = "help@support.example";
  public static final String OPERATOR = "olga@support.example";

  /** MAIN at the first client, whose people write from romashka.example. */
  public static final String ANNA = "anna@romashka.example";

  /** A colleague of hers who is LIMITED. */
  public static final String LEV = "lev@romashka.example";

  /** Not on her firm's list. */
  public static final String BORIS = "boris@romashka.example";

  /** Where mail of such people goes. */
  public static final String ROMASHKA_OFFICE = "office@romashka.example";

  /** MAIN at the second client. */
  public static final String VERA = "vera@vasilek.example";

  /** MAIN at a client whose contract has ended. */
  public static final String FORMER = "former@ended.example";

  /** Not on the list of a client whose own address is, by mistake, our mailbox. */
  public static final String LOOPED = "somebody@loop.example";

  public static final String STRANGER = "stranger@elsewhere.example";

  private final Rows.Operators operators;
  private final ClientRegister clients;
  private final Foundation foundation;
  private final IdSource ids;
  private final InstantSource clock;

  People(
      Rows.Operators operators,
      ClientRegister clients,
      Foundation foundation,
      IdSource ids,
      InstantSource clock) {
    this.operators = operators;
    this.clients = clients;
    this.foundation = foundation;
    this.ids = ids;
    this.clock = clock;
  }

  @EventListener
  @Transactional
  public void onStart(StartupEvent started) {
    if (operators.findByActiveTrueOrderByName().isEmpty()) {
      var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      long olga = operator();
      long romashka = client("Romashka", "romashka.example", ROMASHKA_OFFICE, today, 365, olga);
      staff(romashka, "Anna", Role.MAIN, ANNA);
      staff(romashka, "Lev", Role.LIMITED, LEV);
      long vasilek =
          client("Vasilek", "vasilek.example", "office@vasilek.example", today, 365, olga);
      staff(vasilek, "Vera", Role.MAIN, VERA);
      long ended = client("Ended", "ended.example", "office@ended.example", today, -1, olga);
      staff(ended, "Former", Role.MAIN, FORMER);
      client("Loop", "loop.example", SUPPORT, today, 365, olga);
    }
  }

  private long operator() {
    return operators
        .save(
            new Operator(
                ids.next(),
                "olga",
                "Olga",
                OPERATOR,
                OperatorRole.ADMINISTRATOR,
                Language.EN,
                "",
                true,
                0,
                null,
                null,
                0))
        .id();
  }

  private long client(
      String name, String domain, String address, LocalDate today, int daysLeft, long olga) {
    var client =
        new Client(
            ids.next(),
            name,
            "C-" + name,
            today.minusYears(1),
            today.minusYears(1),
            today.plusDays(daysLeft),
            address,
            Language.EN,
            olga,
            foundation.standardPlanId(),
            foundation.providerCalendarId(),
            "RU",
            0);
    clients.add(client, domain);
    return client.id();
  }

  private void staff(long client, String name, Role role, String address) {
    clients.add(new StaffMember(ids.next(), client, name, role, true, 0), address);
  }
}
