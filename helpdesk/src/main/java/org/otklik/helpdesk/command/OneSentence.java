package org.otklik.helpdesk.command;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** Answers a wrong command line with one sentence instead of the whole usage; exit code 2. */
public final class OneSentence implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    var command = e.getCommandLine();
    var words = String.valueOf(e.getMessage()).lines().findFirst().orElse("Wrong arguments");
    var name = command.getCommandSpec().qualifiedName();
    command.getErr().println(words + "; \"" + name + " --help\" says more.");
    return ExitCode.USAGE;
  }
}
