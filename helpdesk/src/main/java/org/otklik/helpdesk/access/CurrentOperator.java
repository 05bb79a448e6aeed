package org.otklik.helpdesk.access;

import io.micronaut.security.authentication.Authentication;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.history.Actor;

/**
 * The operator whose request is being answered.
 *
 * @param role as in {@link Operator.OperatorRole}
 * @param csrfToken what unsafe requests of this session must carry; empty when a bearer token let
 *     them in, which no browser sends by itself
 */
public record CurrentOperator(
    long id, String login, String name, String role, Language language, String csrfToken) {
  private static final String ID = "operatorId";
  private static final String NAME = "operatorName";
  private static final String LANGUAGE = "language";
  private static final String CSRF_TOKEN = "csrfToken";

  /** Who is behind an authentication that {@link RequestAuthentication} made. */
  public static CurrentOperator of(Authentication authentication) {
    Map<String, Object> attributes = authentication.getAttributes();
    return new CurrentOperator(
        (Long) attribute(attributes, ID),
        authentication.getName(),
        (String) attribute(attributes, NAME),
        authentication.getRoles().stream().findFirst().orElse(""),
        Language.of((String) attribute(attributes, LANGUAGE)),
        (String) attributes.getOrDefault(CSRF_TOKEN, ""));
  }

  private static Object attribute(Map<String, Object> attributes, String name) {
    return Optional.ofNullable(attributes.get(name)).orElseThrow();
  }

  static Authentication authentication(Access.Visitor visitor) {
    Operator operator = visitor.operator();
    var attributes = new HashMap<String, Object>();
    attributes.put(ID, operator.id());
    attributes.put(NAME, operator.name());
    attributes.put(LANGUAGE, operator.language().tag());
    visitor.csrfToken().ifPresent(token -> attributes.put(CSRF_TOKEN, token));
    return Authentication.build(operator.login(), List.of(operator.role().name()), attributes);
  }

  /** Whether a cookie let them in, so that another site could have sent the request. */
  public boolean bySession() {
    return !csrfToken.isEmpty();
  }

  /** Whether they supervise others, or administer. */
  public boolean supervises() {
    return !role.equals(Operator.OperatorRole.OPERATOR.name());
  }

  /** As history names them. */
  public Actor actor() {
    return Actor.operator(id, name);
  }
}
