package org.otklik.helpdesk.api;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.desk.ClientDesk;
import org.otklik.helpdesk.desk.PhoneDesk;
import org.otklik.helpdesk.store.ClientRegister;
import org.otklik.helpdesk.store.PhoneBook;
import org.otklik.helpdesk.store.Rows;

/** Client firms and the people on their lists. */
@Controller("/api/v1/clients")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Clients")
class ClientsApi {
  private final Rows.Clients clients;
  private final Rows.Staff staff;
  private final ClientRegister register;
  private final ClientDesk desk;
  private final PhoneBook book;
  private final PhoneDesk phones;

  ClientsApi(
      Rows.Clients clients,
      Rows.Staff staff,
      ClientRegister register,
      ClientDesk desk,
      PhoneBook book,
      PhoneDesk phones) {
    this.clients = clients;
    this.staff = staff;
    this.register = register;
    this.desk = desk;
    this.book = book;
    this.phones = phones;
  }

  /**
   * A client to be taken in; dates are ISO 8601, {@code contractEnd} the last day in force. {@code
   * region}, RU if not given, is that of phone numbers without a country code.
   */
  @Serdeable
  record NewClient(
      @Nullable String name,
      @Nullable String contractNumber,
      @Nullable LocalDate contractDate,
      @Nullable LocalDate contractStart,
      @Nullable LocalDate contractEnd,
      @Nullable String address,
      @Nullable String language,
      @Nullable List<String> domains,
      @Nullable String responsible,
      @Nullable String region,
      @Nullable List<String> phones) {}

  /** Somebody to be put on the list; roles are MAIN, FULL and LIMITED. */
  @Serdeable
  record NewStaff(
      @Nullable String name,
      @Nullable String role,
      @Nullable List<String> addresses,
      @Nullable List<String> phones) {}

  /** Telephone numbers, as people write them. */
  @Serdeable
  record Phones(@Nullable List<String> phones) {}

  /** All clients by name. */
  @Get
  @Operation(summary = "List clients")
  List<Views.ClientView> list() {
    List<Client> all = clients.findAllOrderByName();
    var domains = register.domains(all.stream().map(Client::id).toList());
    var numbers = book.ofClients(all.stream().map(Client::id).toList());
    return all.stream()
        .map(c ->
            Views.ClientView.of(
                c,
                domains.getOrDefault(c.id(), List.of()),
                numbers.getOrDefault(c.id(), List.of())))
        .toList();
  }

  /** Shows a client. */
  @Get("/{id}")
  @Operation(summary = "Show a client")
  Views.ClientView show(String id) {
    return view(find(id));
  }

  /** Takes a client in, on the standard plan and the provider's calendar. */
  @Post
  @Operation(summary = "Add a client")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  HttpResponse<Views.ClientView> add(@Body NewClient wanted) {
    LocalDate start = required(wanted.contractStart(), "contractStart");
    Client added =
        RefusedException.done(
            desk.add(
                new ClientDesk.NewClient(
                    text(wanted.name()),
                    text(wanted.contractNumber()),
                    Optional.ofNullable(wanted.contractDate()).orElse(start),
                    start,
                    required(wanted.contractEnd(), "contractEnd"),
                    text(wanted.address()),
                    Language.of(text(wanted.language())),
                    list(wanted.domains()),
                    Ids.given(wanted.responsible(), "responsible"),
                    region(wanted.region()),
                    list(wanted.phones()))));
    return HttpResponse.created(view(added));
  }

  /** The people on a client's list. */
  @Get("/{id}/staff")
  @Operation(summary = "List a client's staff")
  List<Views.StaffView> staff(String id) {
    List<StaffMember> all = staff.findByClientIdOrderByName(find(id).id());
    var addresses = register.addresses(all.stream().map(StaffMember::id).toList());
    var numbers = book.ofStaff(all.stream().map(StaffMember::id).toList());
    return all.stream()
        .map(m ->
            Views.StaffView.of(
                m,
                addresses.getOrDefault(m.id(), List.of()),
                numbers.getOrDefault(m.id(), List.of())))
        .toList();
  }

  /** Puts somebody on a client's list: from then on their mail counts. */
  @Post("/{id}/staff")
  @Operation(summary = "Put somebody on a client's list")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  HttpResponse<Views.StaffView> addStaff(String id, @Body NewStaff wanted) {
    StaffMember added =
        RefusedException.done(
            desk.add(
                Ids.inPath(id, "client"),
                new ClientDesk.NewStaff(
                    text(wanted.name()),
                    role(wanted.role()),
                    list(wanted.addresses()),
                    list(wanted.phones()))));
    return HttpResponse.created(view(added));
  }

  /** A client has these telephone numbers, and no others; calls from them are the client's. */
  @Put("/{id}/phones")
  @Operation(summary = "Set a client's telephone numbers")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  Views.ClientView setPhones(String id, @Body Phones wanted) {
    return view(
        RefusedException.done(phones.ofClient(Ids.inPath(id, "client"), list(wanted.phones()))));
  }

  /** Somebody has these telephone numbers, and no others; calls from them are theirs. */
  @Put("/{id}/staff/{member}/phones")
  @Operation(summary = "Set the telephone numbers of somebody on a client's list")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  Views.StaffView setStaffPhones(String id, String member, @Body Phones wanted) {
    return view(
        RefusedException.done(
            phones.ofStaff(
                Ids.inPath(id, "client"), Ids.inPath(member, "staff"), list(wanted.phones()))));
  }

  private static String region(@Nullable String given) {
    return given == null ? "RU" : given.strip().toUpperCase(Locale.ROOT);
  }

  private Client find(String id) {
    return clients
        .findById(Ids.inPath(id, "client"))
        .orElseThrow(() -> RefusedException.notFound("client"));
  }

  private Views.ClientView view(Client client) {
    return Views.ClientView.of(
        client,
        register.domains(client.id()),
        book.ofClients(List.of(client.id())).getOrDefault(client.id(), List.of()));
  }

  private Views.StaffView view(StaffMember member) {
    return Views.StaffView.of(
        member,
        register.addresses(member.id()),
        book.ofStaff(List.of(member.id())).getOrDefault(member.id(), List.of()));
  }

  private static Role role(@Nullable String role) {
    try {
      return Role.valueOf(text(role).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw RefusedException.invalid("role", "refusal.no-such-role");
    }
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given;
  }

  private static List<String> list(@Nullable List<String> given) {
    return given == null ? List.of() : given;
  }

  private static <T> T required(@Nullable T given, String field) {
    if (given == null) {
      throw RefusedException.invalid(field, "refusal.missing");
    }
    return given;
  }
}
