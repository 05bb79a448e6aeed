package org.otklik.helpdesk.api;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.access.Access;
import org.otklik.helpdesk.access.CurrentOperator;

/** One's own bearer tokens, for programs that act in one's name. */
@Controller("/api/v1/tokens")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Tokens")
class TokensApi {
  private static final int NAME_LIMIT = 100;

  private final Access access;

  TokensApi(Access access) {
    this.access = access;
  }

  /** A token to be made; the name says what it is for. */
  @Serdeable
  record NewToken(@Nullable String name) {}

  /** A token just made: the only time that its secret is shown. */
  @Serdeable
  record IssuedToken(String name, String token) {}

  /** A token, without its secret. */
  @Serdeable
  record TokenView(String id, String name, Instant createdAt) {}

  /** One's own tokens, the newest first. */
  @Get
  @Operation(summary = "List your tokens")
  List<TokenView> list(Authentication authentication) {
    return access.tokens(CurrentOperator.of(authentication).id()).stream()
        .map(token -> new TokenView(Long.toString(token.id()), token.name(), token.createdAt()))
        .toList();
  }

  /** Makes a token. */
  @Post
  @Operation(summary = "Make a token; its secret is shown this once")
  HttpResponse<IssuedToken> issue(@Body NewToken wanted, Authentication authentication) {
    String name = wanted.name() == null ? "" : wanted.name().strip();
    if (name.isEmpty() || name.length() > NAME_LIMIT) {
      throw RefusedException.invalid("name", "refusal.no-token-name");
    }
    return HttpResponse.created(
        new IssuedToken(name, access.issueToken(CurrentOperator.of(authentication).id(), name)));
  }

  /** Ends a token at once. */
  @Delete("/{id}")
  @Operation(summary = "Revoke one of your tokens")
  HttpResponse<Void> revoke(String id, Authentication authentication) {
    if (!access.revokeToken(CurrentOperator.of(authentication).id(), Ids.inPath(id, "token"))) {
      throw RefusedException.notFound("token");
    }
    return HttpResponse.noContent();
  }
}
