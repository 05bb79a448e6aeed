package org.otklik.helpdesk.api;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.access.Access;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.access.Operator.OperatorRole;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.helpdesk.store.Rows;

/** The API of a running program, called over HTTP with somebody's token. */
@NullUnmarked // reads JSON that is there or makes the test fail
record CalledApi(RunningProgram program, String token) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** As the demo's administrator. */
  static CalledApi asAdministrator(RunningProgram program) {
    try {
      String json = Files.readString(program.data().resolve("demo.json"));
      String token = new CalledApi(program, "").map(json).get("token").toString();
      return new CalledApi(program, token);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As somebody new in a role. */
  CalledApi as(String login, OperatorRole role) {
    long id = program.get(IdSource.class).next();
    program
        .get(Rows.Operators.class)
        .save(
            new Operator(
                id,
                login,
                login,
                login + "@otklik.example",
                role,
                Language.EN,
                "",
                true,
                0,
                null,
                null,
                0));
    return new CalledApi(program, program.get(Access.class).issueToken(id, "test"));
  }

  /** What came back. */
  record Answer(CalledApi api, HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    Map<String, Object> json() {
      return api.map(response.body());
    }

    List<Map<String, Object>> list() {
      return CalledApi.list(api.value(response.body()));
    }

    Map<String, Object> at(String key) {
      return CalledApi.object(json().get(key));
    }

    List<Map<String, Object>> listAt(String key) {
      return CalledApi.list(json().get(key));
    }
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  Answer post(String path, String json) {
    return send(request(path).POST(BodyPublishers.ofString(json)));
  }

  Answer put(String path, String json) {
    return send(request(path).PUT(BodyPublishers.ofString(json)));
  }

  Answer delete(String path) {
    return send(request(path).DELETE());
  }

  Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(this, HTTP.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(program.console().resolve("/api/v1" + path).normalize())
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  @SuppressWarnings("unchecked") // JSON objects have strings for keys
  private Map<String, Object> map(String json) {
    return (Map<String, Object>) value(json);
  }

  @SuppressWarnings("unchecked") // as above
  static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked") // as above
  static List<Map<String, Object>> list(Object value) {
    return (List<Map<String, Object>>) value;
  }

  private Object value(String json) {
    try {
      return program.get(JsonMapper.class).readValue(json, Argument.OBJECT_ARGUMENT);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
