package org.otklik.helpdesk.api;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
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
import org.otklik.helpdesk.store.ClientRegister;
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

  ClientsApi(Rows.Clients clients, Rows.Staff staff, ClientRegister register, ClientDesk desk) {
    this.clients = clients;
    this.staff = staff;
    this.register = register;
    this.desk = desk;
  }

  /** A client to be taken in; dates are ISO 8601, {@code contractEnd} the last day in force. */
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
      @Nullable String responsible) {}

  /** Somebody to be put on the list; roles are MAIN, FULL and LIMITED. */
  @Serdeable
  record NewStaff(@Nullable String name, @Nullable String role, @Nullable List<String> addresses) {}

  /** All clients by name. */
  @Get
  @Operation(summary = "List clients")
  List<Views.ClientView> list() {
    List<Client> all = clients.findAllOrderByName();
    var domains = register.domains(all.stream().map(Client::id).toList());
    return all.stream()
        .map(c -> Views.ClientView.of(c, domains.getOrDefault(c.id(), List.of())))
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
                    Ids.given(wanted.responsible(), "responsible"))));
    return HttpResponse.created(view(added));
  }

  /** The people on a client's list. */
  @Get("/{id}/staff")
  @Operation(summary = "List a client's staff")
  List<Views.StaffView> staff(String id) {
    List<StaffMember> all = staff.findByClientIdOrderByName(find(id).id());
    var addresses = register.addresses(all.stream().map(StaffMember::id).toList());
    return all.stream()
        .map(m -> Views.StaffView.of(m, addresses.getOrDefault(m.id(), List.of())))
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
                    text(wanted.name()), role(wanted.role()), list(wanted.addresses()))));
    return HttpResponse.created(view(added));
  }

  private Client find(String id) {
    return clients
        .findById(Ids.inPath(id, "client"))
        .orElseThrow(() -> RefusedException.notFound("client"));
  }

  private Views.ClientView view(Client client) {
    return Views.ClientView.of(client, register.domains(client.id()));
  }

  private Views.StaffView view(StaffMember member) {
    return Views.StaffView.of(member, register.addresses(member.id()));
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
