package org.otklik.helpdesk.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.CurrentOperator;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.hotline.OperatorPhones;
import org.otklik.helpdesk.hotline.Switchroom;
import org.otklik.helpdesk.store.Rows;
import org.otklik.helpdesk.ticket.Refusal;

/** The PBXs whose calls come to the hotline, and the operators at their queues. */
@Controller("/api/v1/pbxes")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Hotline")
class PbxesApi {
  private final Switchroom switchroom;
  private final OperatorPhones phones;
  private final Rows.Operators operators;

  PbxesApi(Switchroom switchroom, OperatorPhones phones, Rows.Operators operators) {
    this.switchroom = switchroom;
    this.phones = phones;
    this.operators = operators;
  }

  /** The PBXs and how they are doing. */
  @Get
  @Operation(summary = "List PBXs with their state")
  List<PbxViews.Pbx> list(HttpRequest<?> request) {
    return switchroom.report().stream()
        .map(report -> PbxViews.Pbx.of(report, Problems.words(request)))
        .toList();
  }

  /** How one is doing. */
  @Get("/{name}")
  @Operation(summary = "Show a PBX's state")
  PbxViews.Pbx show(HttpRequest<?> request, String name) {
    return switchroom
        .report(name)
        .map(report -> PbxViews.Pbx.of(report, Problems.words(request)))
        .orElseThrow(PbxesApi::notFound);
  }

  /** Tries everything that the hotline needs of it, changing nothing. */
  @Post("/{name}/test")
  @Secured({"SUPERVISOR", "ADMINISTRATOR"})
  @Operation(summary = "Test a PBX: connect, look at its dialplan and queue, say what is wrong")
  PbxViews.Test test(HttpRequest<?> request, String name) {
    return switchroom
        .test(name)
        .map(test -> PbxViews.Test.of(test, Problems.words(request)))
        .orElseThrow(PbxesApi::notFound);
  }

  /** Who waits there, and which operators are signed in. */
  @Get("/{name}/queue")
  @Operation(summary = "Show a PBX's queue: who waits, and which operators are there")
  PbxViews.Queue queue(String name) {
    return switchroom.queues().stream()
        .filter(queue -> queue.pbx().equals(name))
        .findFirst()
        .map(PbxViews.Queue::of)
        .orElseThrow(PbxesApi::notFound);
  }

  /** The one who asks takes calls from now on. */
  @Post("/{name}/sign-in")
  @Status(HttpStatus.NO_CONTENT)
  @Operation(summary = "Sign in to the queue")
  void signIn(Authentication authentication, String name) {
    done(phones.signIn(name, extension(authentication)));
  }

  /** No calls any more. */
  @Post("/{name}/sign-out")
  @Status(HttpStatus.NO_CONTENT)
  @Operation(summary = "Sign out of the queue")
  void signOut(Authentication authentication, String name) {
    done(phones.signOut(name, extension(authentication)));
  }

  /** Why no calls are wanted for a while. */
  @Serdeable
  record Pause(@Nullable String reason) {}

  /** No calls for a while, though signed in. */
  @Post("/{name}/pause")
  @Status(HttpStatus.NO_CONTENT)
  @Operation(summary = "Pause, with the reason")
  void pause(Authentication authentication, String name, @Body Pause pause) {
    done(phones.pause(name, extension(authentication), Given.text(pause.reason())));
  }

  /** Calls again. */
  @Post("/{name}/resume")
  @Status(HttpStatus.NO_CONTENT)
  @Operation(summary = "End a pause")
  void resume(Authentication authentication, String name) {
    done(phones.resume(name, extension(authentication)));
  }

  private Optional<String> extension(Authentication authentication) {
    return operators.findById(CurrentOperator.of(authentication).id()).map(Operator::extension);
  }

  private static void done(Optional<Refusal> refusal) {
    refusal.ifPresent(why -> {
      throw new RefusedException(why);
    });
  }

  private static RefusedException notFound() {
    return RefusedException.notFound("pbx");
  }
}
