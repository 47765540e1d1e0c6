import type { AbortReason, DecisionReason, Next } from '@visavis/protocol';
import type { FoundReason } from '../features/journey/state.ts';

/** Everything a reason can be about, in every language: a code without words does not compile. */
export type ReasonKey =
  | `decision.${DecisionReason}`
  | `decision.unnamed`
  | `break.${AbortReason | FoundReason}`
  | `after.${Next}`
  | `again.${Next}`;

/*
 * `decision.*` stands below “could not be verified”. Two of them stay vague on purpose: a forger learns nothing, and a
 * person under pressure is not given away by the own screen. `after.*` is the next step when the identification is
 * over, `again.*` when it can go on at once.
 */
export const reasonsEn: Record<ReasonKey, string> = {
  'decision.document_expired': 'Your identity document has expired.',
  'decision.document_damaged': 'Your identity document is damaged, so not everything on it could be checked.',
  'decision.document_not_accepted': 'This kind of identity document is not accepted for this purpose.',
  'decision.document_forged': 'The identity document could not be accepted.',
  'decision.person_differs':
    'The agent could not match the picture on the document with the person in the call.',
  'decision.data_differs': 'The data on your document differ from the data {tenant} has about you.',
  'decision.coerced': 'The identification could not be completed in this call.',
  'decision.security_code_differs':
    'The security codes at the two ends were not the same. To protect you, the call was ended.',
  'decision.picture_unclear': 'The picture was not clear enough to check your document.',
  'decision.not_cooperating': 'Not all the necessary checks could be made in the call.',
  'decision.unnamed': 'The identification could not be completed.',

  'after.try_again': 'Ask {tenant} for a new link and try again. A different internet connection may help.',
  'after.better_light':
    'Ask {tenant} for a new link. Next time, choose a bright place without a lamp or window behind you, and wipe the camera.',
  'after.other_document':
    'Ask {tenant} for a new link and have another valid document ready, for example your passport.',
  'after.other_device': 'Ask {tenant} for a new link and open it on another device.',
  'after.contact_tenant': 'Please contact {tenant}. They will tell you how to go on.',

  'break.connection_lost': 'The connection broke off.',
  'break.customer_left': 'You ended the call, or your device was out of reach for too long.',
  'break.agent_left': 'The agent’s connection broke off.',
  'break.encryption_failed': 'The call could not be encrypted securely. To protect you, it was ended.',
  'break.picture_unclear': 'The picture was not clear enough, so the agent ended the call.',
  'break.camera_failed': 'Your camera or microphone stopped working.',
  'break.device_revoked': 'The agent had to stop, so the call was ended.',
  'break.media_node_lost': 'A fault on our side interrupted the call.',
  'break.offer_timed_out': 'The agent could not take your call.',
  'break.recording_failed': 'The call could not be recorded, so it had to end.',
  'break.agent_not_proven':
    'The person at the other end could not prove that they act for {tenant}. To protect you, the call was ended before picture and sound were sent.',
  'break.media_refused':
    'The server asked for a kind of transmission that could give away something about your conversation. To protect you, the call was ended.',
  'break.unknown_participant':
    'Somebody tried to get into your call unseen. They were given no keys, so they could not see or hear you. To protect you, the call was ended.',
  'break.roster_not_proven':
    'It could not be proven who takes part in your call. To protect you, it was ended.',

  'again.try_again': 'You kept your place. You can go on right away.',
  'again.better_light':
    'You kept your place. Go to a brighter spot, avoid light behind you, wipe the camera, then go on.',
  'again.other_document': 'You kept your place. Have another valid document ready, then go on.',
  'again.other_device':
    'You kept your place. Close other programs that use the camera, or open the link on another device.',
  'again.contact_tenant': 'If this happens again, please contact {tenant}.',
};

export const reasonsDe: Record<ReasonKey, string> = {
  'decision.document_expired': 'Ihr Ausweisdokument ist abgelaufen.',
  'decision.document_damaged':
    'Ihr Ausweisdokument ist beschädigt. Deshalb konnten nicht alle Merkmale geprüft werden.',
  'decision.document_not_accepted': 'Diese Art von Ausweisdokument wird für diesen Zweck nicht akzeptiert.',
  'decision.document_forged': 'Das Ausweisdokument konnte nicht akzeptiert werden.',
  'decision.person_differs':
    'Das Bild auf dem Ausweis ließ sich der Person im Gespräch nicht sicher zuordnen.',
  'decision.data_differs': 'Die Angaben auf Ihrem Ausweis weichen von denen ab, die {tenant} vorliegen.',
  'decision.coerced': 'Die Identifizierung konnte in diesem Gespräch nicht abgeschlossen werden.',
  'decision.security_code_differs':
    'Die Sicherheitscodes stimmten nicht überein. Zu Ihrem Schutz wurde das Gespräch beendet.',
  'decision.picture_unclear': 'Das Bild war nicht deutlich genug, um Ihren Ausweis zu prüfen.',
  'decision.not_cooperating': 'Im Gespräch konnten nicht alle nötigen Prüfungen durchgeführt werden.',
  'decision.unnamed': 'Die Identifizierung konnte nicht abgeschlossen werden.',

  'after.try_again':
    'Bitten Sie {tenant} um einen neuen Link und versuchen Sie es noch einmal. Eine andere Internetverbindung kann helfen.',
  'after.better_light':
    'Bitten Sie {tenant} um einen neuen Link. Wählen Sie dann einen hellen Ort ohne Lampe oder Fenster im Rücken und wischen Sie die Kamera ab.',
  'after.other_document':
    'Bitten Sie {tenant} um einen neuen Link und halten Sie einen anderen gültigen Ausweis bereit, zum Beispiel Ihren Reisepass.',
  'after.other_device': 'Bitten Sie {tenant} um einen neuen Link und öffnen Sie ihn auf einem anderen Gerät.',
  'after.contact_tenant': 'Bitte wenden Sie sich an {tenant}. Dort erfahren Sie, wie es weitergeht.',

  'break.connection_lost': 'Die Verbindung ist abgebrochen.',
  'break.customer_left': 'Sie haben aufgelegt, oder Ihr Gerät war zu lange nicht erreichbar.',
  'break.agent_left': 'Die Verbindung zur Mitarbeiterin oder zum Mitarbeiter ist abgebrochen.',
  'break.encryption_failed':
    'Das Gespräch ließ sich nicht sicher verschlüsseln. Zu Ihrem Schutz wurde es beendet.',
  'break.picture_unclear': 'Das Bild war nicht deutlich genug. Deshalb wurde das Gespräch beendet.',
  'break.camera_failed': 'Ihre Kamera oder Ihr Mikrofon funktioniert nicht mehr.',
  'break.device_revoked':
    'Die Mitarbeiterin oder der Mitarbeiter musste aufhören. Deshalb wurde das Gespräch beendet.',
  'break.media_node_lost': 'Eine Störung auf unserer Seite hat das Gespräch unterbrochen.',
  'break.offer_timed_out': 'Ihr Anruf konnte gerade nicht angenommen werden.',
  'break.recording_failed': 'Das Gespräch ließ sich nicht aufzeichnen und musste deshalb enden.',
  'break.agent_not_proven':
    'Die Gegenseite konnte nicht nachweisen, dass sie für {tenant} handelt. Zu Ihrem Schutz wurde das Gespräch beendet, bevor Bild und Ton übertragen wurden.',
  'break.media_refused':
    'Der Server verlangte eine Art der Übertragung, die etwas über Ihr Gespräch verraten könnte. Zu Ihrem Schutz wurde das Gespräch beendet.',
  'break.unknown_participant':
    'Jemand wollte ungesehen in Ihr Gespräch gelangen. Schlüssel gab es dafür keine: Man konnte Sie weder sehen noch hören. Zu Ihrem Schutz wurde das Gespräch beendet.',
  'break.roster_not_proven':
    'Es ließ sich nicht nachweisen, wer an Ihrem Gespräch teilnimmt. Zu Ihrem Schutz wurde es beendet.',

  'again.try_again': 'Ihr Platz ist Ihnen sicher. Sie können sofort weitermachen.',
  'again.better_light':
    'Ihr Platz ist Ihnen sicher. Gehen Sie an einen helleren Ort ohne Licht im Rücken, wischen Sie die Kamera ab und machen Sie dann weiter.',
  'again.other_document':
    'Ihr Platz ist Ihnen sicher. Halten Sie einen anderen gültigen Ausweis bereit und machen Sie dann weiter.',
  'again.other_device':
    'Ihr Platz ist Ihnen sicher. Schließen Sie andere Programme, die die Kamera benutzen, oder öffnen Sie den Link auf einem anderen Gerät.',
  'again.contact_tenant': 'Wenn das noch einmal geschieht, wenden Sie sich bitte an {tenant}.',
};
