package io.github.pixverseopenapi.contract.cli;

import io.github.pixverseopenapi.client.PixverseClient;
import io.github.pixverseopenapi.client.model.Credits;
import picocli.CommandLine.Command;

/** Prints the credits of the account. */
@Command(name = "credits", description = "Prints the credits of the account, presumably in US dollars. Costs nothing.")
final class CreditsCommand extends ClientCommand {

    @Override
    int call(PixverseClient client) {
        Credits credits = client.credits();
        print("credits: " + credits.credits().map(String::valueOf).orElse("unknown") + ", free credits: "
                + credits.freeCredits().map(String::valueOf).orElse("unknown"));
        return ExitCodes.SUCCESS;
    }
}
