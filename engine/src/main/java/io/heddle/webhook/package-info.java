/**
 * Telling others that a run has ended: what is to be told is kept before the run is accepted, and told until it was heard.
 *
 * <p>Imports {@code api} and {@code json}; keeps what is to be told in whatever {@link io.heddle.webhook.WebhookTable} it is
 * given. Start with {@link io.heddle.webhook.WebhookRuns}.
 */
@NullMarked
package io.heddle.webhook;

import org.jspecify.annotations.NullMarked;
