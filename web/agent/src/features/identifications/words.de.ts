import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'identifications.title': 'Identifizierungen',
  'identifications.none': 'Noch keine Identifizierungen',
  'identifications.none.hint': 'Sie stehen hier, sobald sie beauftragt sind.',
  'identifications.id': 'Identifizierung',
  'identifications.contract': 'Vertrag',
  'identifications.state': 'Stand',
  'identifications.created': 'Beauftragt',
  'identifications.ended': 'Abgeschlossen',
  'identifications.due': 'Löschung am',
  'identifications.open': 'Nachweise öffnen',
  'identifications.reload': 'Aktualisieren',
  'identifications.state.created': 'Beauftragt',
  'identifications.state.waiting': 'Wartet',
  'identifications.state.in_call': 'Im Gespräch',
  'identifications.state.in_review': 'In Prüfung',
  'identifications.state.verified': 'Identifiziert',
  'identifications.state.verified_with_changes': 'Identifiziert mit Änderungen',
  'identifications.state.rejected': 'Nicht identifiziert',
  'identifications.state.fraud_suspected': 'Betrugsverdacht',
  'identifications.state.expired': 'Abgelaufen',
  'identifications.state.cancelled': 'Storniert',
  'identifications.state.purged': 'Gelöscht',
  'identifications.evidence': 'Nachweise',
  'identifications.evidence.back': 'Alle Identifizierungen',
  'identifications.evidence.lead':
    'Die Nachweise kommen versiegelt. Geprüft und geöffnet werden sie auf dieser Seite; nichts Geöffnetes verlässt sie.',
  'identifications.evidence.key': 'Schlüsseldatei für Nachweise',
  'identifications.evidence.key.hint': 'Sie wird in diesem Browser gelesen und nie hochgeladen.',
  'identifications.evidence.key.missing': 'Wählen Sie die Schlüsseldatei.',
  'identifications.evidence.root': 'Fingerabdruck Ihres Stammschlüssels',
  'identifications.evidence.root.hint':
    'Aus Ihren eigenen Unterlagen, nicht von dieser Plattform. Passt er, merkt ihn sich dieser Browser.',
  'identifications.evidence.root.pinned': 'Stammschlüssel in diesem Browser bekannt',
  'identifications.evidence.root.wrong': '32 Ziffern von 0 bis 9 und a bis f, in Gruppen oder am Stück.',
  'identifications.evidence.start': 'Prüfen und öffnen',
  'identifications.evidence.fetching': 'Die versiegelten Nachweise werden geholt',
  'identifications.evidence.verifying': 'Jede Signatur und jeder Hash wird geprüft, dann wird geöffnet',
  'identifications.refused': 'Nichts wurde geöffnet',
  'identifications.refused.bad_key_file':
    'Das ist keine Schlüsseldatei für Nachweise. Die Datei des Stammschlüssels ist eine andere: In der richtigen steht „visavis-evidence-key“.',
  'identifications.refused.key_of_other_tenant': 'Das ist die Schlüsseldatei eines anderen Unternehmens.',
  'identifications.refused.key_not_recipient':
    'Hier ist nichts für diesen Schlüssel versiegelt. Vielleicht ist ein älterer der richtige.',
  'identifications.refused.too_few_keys':
    '{missing, plural, one {Es fehlt noch eine Schlüsseldatei} other {Es fehlen noch # Schlüsseldateien}}: Diese Nachweise öffnen mehrere Personen gemeinsam. Wählen Sie sie dazu.',
  'identifications.refused.bad_fingerprint':
    'Das ist kein Fingerabdruck: 32 Ziffern von 0 bis 9 und a bis f.',
  'identifications.refused.root_differs':
    'Der Stammschlüssel bei den Nachweisen hat nicht Ihren Fingerabdruck. Entweder ist er falsch eingegeben, oder die Nachweise sind gefälscht. Vergleichen Sie ihn mit Ihren Unterlagen; stimmt er, sagen Sie es Ihrer Compliance-Leitung und dem Betreiber.',
  'identifications.refused.not_an_archive':
    'Das Archiv ist unterwegs abgebrochen. Versuchen Sie es noch einmal.',
  'identifications.refused.too_large': 'Das Archiv ist größer, als Nachweise sein können.',
  'identifications.refused.bad_index': 'Das Archiv ist nicht lesbar.',
  'identifications.refused.other_identification':
    'Der Server hat die Nachweise einer anderen Identifizierung geschickt. Sagen Sie es dem Betreiber.',
  'identifications.refused.purged':
    'Diese Identifizierung wird gerade gelöscht. Ihre Nachweise gibt es nicht mehr.',
  'identifications.refused.not_ended': 'Sie ist noch nicht abgeschlossen.',
  'identifications.refused.offline':
    'Der Server ist nicht erreichbar. Prüfen Sie Ihr Netz und versuchen Sie es noch einmal.',
  'identifications.refused.failed':
    'Der Server konnte das nicht ausführen. Versuchen Sie es gleich noch einmal.',
  'identifications.complete': 'Vollständig und echt',
  'identifications.complete.hint':
    'Entscheidung, Aufzeichnung und Bilder sind unter Ihrem Stammschlüssel signiert, und alles, worüber entschieden wurde, ist da.',
  'identifications.incomplete':
    'Unvollständig oder falsch: Verlassen Sie sich nicht darauf, ohne zu wissen, warum',
  'identifications.incomplete.show': 'Trotzdem zeigen, was sich öffnen ließ',
  'identifications.reason.no_decision': 'Niemand hat eine Entscheidung signiert.',
  'identifications.reason.attempt_missing': 'Das Gespräch, in dem entschieden wurde, ist nicht im Archiv.',
  'identifications.reason.manifests_missing':
    'Die Entscheidung nennt ein späteres Manifest, als da ist: Etwas wurde weggelassen.',
  'identifications.reason.segment_missing': 'Ein Teil fehlt.',
  'identifications.reason.not_finished': 'Eine Aufzeichnung hat kein Ende.',
  'identifications.reason.bad_segment': 'Ein Teil wurde verändert oder steht an fremder Stelle.',
  'identifications.reason.bad_content_key':
    'Der Schlüssel einer Aufzeichnung oder eines Bildes lässt sich nicht öffnen.',
  'identifications.reason.wrong_recipients':
    'Etwas ist nicht genau für die versiegelt, die die Empfängerliste nennt.',
  'identifications.reason.too_few_keys':
    'Ein Gespräch ist für andere Schlüssel versiegelt als diese, oder für mehr davon.',
  'identifications.reason.bad_recipient_list':
    'Die Empfängerliste ist nicht die, für die versiegelt wurde, oder sie ist gefälscht.',
  'identifications.reason.bad_manifest': 'Ein Manifest ist gefälscht, verändert oder nicht an seiner Stelle.',
  'identifications.reason.bad_decision': 'Die Entscheidung ist gefälscht oder verändert.',
  'identifications.reason.bad_certificate':
    'Ein Zertifikat wurde nicht unter Ihrem Stammschlüssel ausgestellt.',
  'identifications.reason.certificate_expired': 'Etwas wurde mit einem abgelaufenen Zertifikat signiert.',
  'identifications.reason.other': 'Eine Prüfung schlug fehl ({code}).',
  'identifications.reason.where':
    '{kind, select, recording {Aufzeichnung} still {Bild} other {Artefakt}}, Gespräch {number}: ',
  'identifications.reason.call': 'Gespräch {number}: ',
  'identifications.decision': 'Entscheidung',
  'identifications.decision.none': 'Dieses Gespräch brach ab; es wurde nichts entschieden.',
  'identifications.decision.outcome': 'Ergebnis',
  'identifications.decision.reason': 'Grund',
  'identifications.decision.by': 'Entschieden von',
  'identifications.decision.at': 'Signiert',
  'identifications.call': 'Gespräch {number}',
  'identifications.call.decided': 'Gespräch {number}, entschieden',
  'identifications.call.broken_off': 'Gespräch {number}, abgebrochen',
  'identifications.calls': 'Gespräche dieser Identifizierung',
  'identifications.recording': 'Aufzeichnung',
  'identifications.recording.number': 'Aufzeichnung {number}',
  'identifications.recording.none': 'Von diesem Gespräch gibt es keine Aufzeichnung.',
  'identifications.recording.cut': 'abgebrochen',
  'identifications.recording.broken_off': 'abgebrochen',
  'identifications.recording.broken_off.hint':
    'Sie endet vor dem Gespräch, weil die Seite neu geladen wurde. Das ist signiert: Es wurde nichts weggeschnitten.',
  'identifications.recording.preparing': 'Die Aufzeichnung wird vorbereitet',
  'identifications.recording.unplayable': 'Dieser Browser kann die Aufzeichnung nicht abspielen.',
  'identifications.recording.play': 'Abspielen',
  'identifications.recording.pause': 'Anhalten',
  'identifications.recording.position': 'Stelle',
  'identifications.recording.voices': 'Stimmen',
  'identifications.recording.customer': 'Kundin/Kunde',
  'identifications.recording.agent': 'Identifizierung',
  'identifications.recording.save': 'Aufzeichnung speichern',
  'identifications.steps': 'Prüfungen in der Aufzeichnung',
  'identifications.steps.none': 'Die Aufzeichnung nennt keine Prüfungen.',
  'identifications.steps.between': 'Zwischen den Prüfungen',
  'identifications.stills': 'Bilder',
  'identifications.stills.none': 'In diesem Gespräch wurden keine Bilder gemacht.',
  'identifications.stills.none_opened': 'Dieses Bild ließ sich nicht öffnen.',
  'identifications.save_sealed': 'Versiegeltes Archiv speichern',
};
