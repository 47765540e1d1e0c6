import type { MessageKey } from './en.ts';
import { reasonsDe } from './reasons.ts';

export const de: Record<MessageKey, string> = {
  ...reasonsDe,
  'opening.title': 'Einen Moment bitte',
  'opening.lead': 'Ihre Identifizierung wird geöffnet.',
  'opening.unreachable':
    'Der Server ist gerade nicht erreichbar. Wir versuchen es weiter, Sie müssen nichts tun.',
  'offline.title': 'Keine Verbindung zum Server',
  'offline.text': 'Die Verbindung wird wiederhergestellt. Ihr Platz bleibt erhalten.',

  'consent.title': '{tenant} möchte Ihre Identität prüfen',
  'consent.lead': 'In einem Videogespräch mit geschultem Personal. Zweck: {purpose}.',
  'consent.needs': 'Das brauchen Sie',
  'consent.need.document': 'Ihren Personalausweis oder Reisepass',
  'consent.need.time': 'Etwa fünf Minuten Zeit',
  'consent.need.place': 'Einen ruhigen, hellen Ort',
  'consent.text': 'Ihre Einwilligung',
  'consent.agree': 'Ich habe den Text gelesen und bin einverstanden.',
  'consent.continue': 'Weiter',

  'preview.why.title': 'Kamera und Mikrofon',
  'preview.why.lead':
    'Im Gespräch muss man Sie sehen und hören. Ihr Browser fragt gleich um Erlaubnis: Wählen Sie bitte „Zulassen“.',
  'preview.why.sealed':
    'Nur wer im Gespräch angezeigt wird, kann Sie sehen und hören. Alles ist durchgehend verschlüsselt.',
  'preview.allow': 'Kamera einschalten',
  'preview.asking': 'Bitte wählen Sie in der Frage Ihres Browsers „Zulassen“.',
  'preview.title': 'Sehen Sie sich gut?',
  'preview.lead': 'Sagen Sie ein paar Worte: Der Balken unter dem Bild sollte sich bewegen.',
  'preview.you': 'Sie',
  'preview.level': 'Ihr Mikrofon',
  'preview.camera': 'Kamera',
  'preview.microphone': 'Mikrofon',
  'preview.device': '{kind} {number}',
  'preview.continue': 'In den Warteraum',
  'preview.continue_call': 'Zum Gespräch',
  'preview.again': 'Noch einmal versuchen',
  'preview.call_waits': 'Sie werden im Gespräch erwartet.',
  'preview.refused.title': 'Kamera oder Mikrofon sind nicht erlaubt',
  'preview.refused.text':
    'Ihr Browser sperrt Kamera oder Mikrofon für diese Seite. So erlauben Sie den Zugriff:',
  'preview.missing.title': 'Keine Kamera oder kein Mikrofon gefunden',
  'preview.missing.text':
    'Schließen Sie Kamera und Mikrofon an und versuchen Sie es noch einmal, oder öffnen Sie den Link auf einem Telefon oder einem anderen Computer.',
  'preview.in_use.title': 'Die Kamera wird von einem anderen Programm benutzt',
  'preview.in_use.text':
    'Schließen Sie andere Programme und Browser-Tabs, die Kamera oder Mikrofon benutzen, zum Beispiel Videogespräche. Versuchen Sie es dann noch einmal.',
  'preview.insecure_page.title': 'Kamera auf dieser Seite nicht verfügbar',
  'preview.insecure_page.text':
    'Öffnen Sie bitte genau den Link, den Sie erhalten haben. Er beginnt mit „https://“.',
  'preview.failed.title': 'Kamera oder Mikrofon starten nicht',
  'preview.failed.text':
    'Versuchen Sie es noch einmal. Wenn das nicht hilft, starten Sie den Browser neu oder nehmen Sie ein anderes Gerät.',
  'allow.steps': 'So erlauben Sie Kamera und Mikrofon',
  'allow.chrome.1': 'Tippen Sie oben links neben der Adresse auf das Symbol.',
  'allow.chrome.2': 'Erlauben Sie „Kamera“ und „Mikrofon“, auf dem Telefon unter „Berechtigungen“.',
  'allow.firefox.1': 'Tippen Sie in der Adressleiste auf die durchgestrichene Kamera oder das Schloss.',
  'allow.firefox.2': 'Entfernen Sie die Sperre für Kamera und Mikrofon.',
  'allow.safari.1':
    'Tippen Sie in der Adressleiste auf „AA“ oder das Seitensymbol und wählen Sie „Website-Einstellungen“.',
  'allow.safari.2': 'Stellen Sie „Kamera“ und „Mikrofon“ auf „Erlauben“.',
  'allow.last': 'Kehren Sie auf diese Seite zurück und wählen Sie „Noch einmal versuchen“.',

  'waiting.title': '{position, plural, =1 {Sie sind als Nächstes dran} other {Sie sind Nummer #}}',
  'waiting.unknown': 'Sie sind in der Warteschlange',
  'waiting.ring': 'Ihr Platz in der Warteschlange: {position}',
  'waiting.place': 'Ihr Platz',
  'waiting.expected': 'Voraussichtliche Wartezeit: etwa {duration}.',
  'waiting.soon': 'Gleich ist jemand für Sie da.',
  'waiting.unsaid': 'Wie lange es dauert, lässt sich noch nicht sagen.',
  'waiting.keep.title': 'Lassen Sie diese Seite geöffnet',
  'waiting.keep.text': 'Das Gespräch beginnt hier von selbst. Halten Sie Ihren Ausweis bereit.',
  'waiting.leave': 'Warteschlange verlassen',
  'waiting.back.title': 'Sie sind wieder in der Warteschlange',
  'left.title': 'Sie haben die Warteschlange verlassen',
  'left.lead': 'Wir halten Ihren Platz eine Weile frei. Der Link gilt bis {date}.',
  'left.return': 'Zurück in die Warteschlange',

  'offered.title': 'Gleich ist jemand für Sie da',
  'offered.lead': 'Das Gespräch beginnt in einem Moment.',
  'offered.alert': 'Gleich beginnt Ihr Gespräch – {tenant}',

  'call.length': 'Dauer des Gesprächs',
  'call.agent': 'Mitarbeiter/in',
  'call.supervisor.here': '{name}, Aufsicht von {tenant}, sieht zu und hört mit',
  'call.supervisor.gone': '{name} sieht und hört nicht mehr zu',
  'call.connecting': 'Sichere Verbindung wird aufgebaut',
  'call.connecting.hint': 'Bild und Ton beginnen, sobald die Verschlüsselung steht.',
  'call.reconnecting': 'Verbindung wird wiederhergestellt …',
  'call.reconnecting.hint': 'Bitte bleiben Sie hier. Es geht von selbst weiter.',
  'call.hang_up': 'Auflegen',
  'call.hang_up.title': 'Gespräch beenden?',
  'call.hang_up.text':
    'Ihre Identifizierung ist noch nicht abgeschlossen. Sie können später mit demselben Link zurückkommen.',
  'call.hang_up.stay': 'Im Gespräch bleiben',
  'call.other_camera': 'Andere Kamera',
  'call.code.title': 'Lesen Sie diesen Code vor',
  'call.code.hint': 'Nennen Sie alle sechs Ziffern. Sie werden verglichen, damit niemand dazwischen sitzt.',
  'call.step.listen.title': 'Sie werden durch die Prüfung geführt',
  'call.step.listen.hint': 'Folgen Sie einfach den Anweisungen im Gespräch.',
  'call.step.consent_spoken.title': 'Sagen Sie, dass Sie einverstanden sind',
  'call.step.consent_spoken.hint':
    'Sie werden gefragt, ob Sie mit Gespräch und Aufzeichnung einverstanden sind. Antworten Sie laut.',
  'call.step.document_front.title': 'Zeigen Sie die Vorderseite Ihres Ausweises',
  'call.step.document_front.hint': 'Kippen Sie ihn langsam hin und her, bis das Hologramm glänzt.',
  'call.step.document_back.title': 'Drehen Sie den Ausweis um',
  'call.step.document_back.hint':
    'Halten Sie die Rückseite ruhig ins Bild. Beim Reisepass hören Sie auf die Anweisung.',
  'call.step.face.title': 'Schauen Sie in die Kamera',
  'call.step.face.hint':
    'Bitte nehmen Sie Brille und Mütze ab. Drehen Sie den Kopf, wenn Sie darum gebeten werden.',
  'call.step.data_match.title': 'Beantworten Sie die Fragen',
  'call.step.data_match.hint': 'Ihre Angaben werden mit dem Ausweis verglichen.',

  'chat.title': 'Nachrichten',
  'chat.open': 'Nachrichten',
  'chat.open.unread': '{count, plural, one {Nachrichten, # neue} other {Nachrichten, # neue}}',
  'chat.hint': 'Alle im Gespräch können das lesen. Es ist verschlüsselt und wird nicht aufbewahrt.',
  'chat.field': 'Ihre Nachricht',
  'chat.send': 'Senden',
  'chat.pending': '{time}, wird gesendet',
  'chat.supervisor': 'Aufsicht',
  'camera.torch_on': 'Ihr Gegenüber hat Ihr Licht eingeschaltet',
  'camera.torch_off': 'Ihr Gegenüber hat Ihr Licht ausgeschaltet',
  'camera.zoom': 'Ihr Gegenüber hat den Zoom geändert',
  'camera.focus_near': 'Ihr Gegenüber hat Ihre Kamera auf nah gestellt',
  'camera.focus_auto': 'Ihr Gegenüber lässt Ihre Kamera wieder selbst scharf stellen',
  'camera.flip': 'Ihr Gegenüber hat auf Ihre andere Kamera gewechselt',
  'photo.taking': 'Bitte stillhalten: Es wird ein Foto gemacht',
  'photo.sending': 'Foto wird gesendet',
  'photo.cancel': 'Abbrechen',
  'photo.done': 'Das Foto ist angekommen.',
  'photo.cancelled': 'Das Foto wurde abgebrochen.',
  'photo.ended': 'Das Foto hat nicht geklappt. Sie erfahren gleich, wie es weitergeht.',

  'interrupted.title': 'Das Gespräch wurde unterbrochen',
  'interrupted.left.title': 'Das Gespräch ist beendet',
  'interrupted.return': 'Zurück in die Warteschlange',

  'outcome.verified.title': 'Ihre Identität ist bestätigt',
  'outcome.verified.lead': 'Vielen Dank. {tenant} hat jetzt das Ergebnis.',
  'outcome.verified.next': 'Sie müssen nichts weiter tun und können diese Seite schließen.',
  'outcome.verified_with_changes.title': 'Ihre Identität ist bestätigt',
  'outcome.verified_with_changes.lead': 'Vielen Dank. {tenant} hat jetzt das Ergebnis.',
  'outcome.verified_with_changes.next':
    'Einige Ihrer Angaben wurden nach Ihrem Ausweis berichtigt. {tenant} erhält die berichtigten Angaben. Sie können diese Seite schließen.',
  'outcome.rejected.title': 'Ihre Identität konnte nicht bestätigt werden',
  'outcome.next': 'Was Sie jetzt tun können',
  'outcome.close': 'Sie können diese Seite schließen.',
  'outcome.cancelled.title': 'Diese Identifizierung wurde storniert',
  'outcome.cancelled.lead':
    '{tenant} hat sie zurückgezogen. Wenn Sie das nicht erwartet haben, wenden Sie sich bitte an {tenant}.',
  'outcome.expired.title': 'Die Frist für diese Identifizierung ist abgelaufen',
  'outcome.expired.lead': 'Bitte lassen Sie sich von {tenant} einen neuen Link schicken.',
  'outcome.purged.title': 'Diese Identifizierung gibt es nicht mehr',
  'outcome.purged.lead': 'Alle Daten dazu wurden gelöscht.',
  'outcome.review.title': 'Vielen Dank, das Gespräch ist beendet',
  'outcome.review.lead':
    'Das Ergebnis wird noch einmal geprüft. {tenant} gibt Ihnen Bescheid. Sie können diese Seite schließen.',

  'problem.link_unknown.title': 'Dieser Link ist nicht gültig',
  'problem.link_unknown.text':
    'Bitte öffnen Sie genau den Link, den Sie erhalten haben, am besten durch Antippen. Hilft das nicht, bitten Sie das Unternehmen um einen neuen.',
  'problem.link_expired.title': 'Dieser Link ist abgelaufen',
  'problem.link_expired.text':
    'Bitte lassen Sie sich von dem Unternehmen, das ihn geschickt hat, einen neuen Link schicken.',
  'problem.link_spent.title': 'Dieser Link wurde bereits benutzt',
  'problem.link_spent.text':
    'Die Identifizierung mit diesem Link ist abgeschlossen. Das Ergebnis liegt dem Unternehmen vor. Brauchen Sie eine weitere, bitten Sie dort um einen neuen Link.',
  'problem.replaced.title': 'In einem anderen Tab fortgesetzt',
  'problem.replaced.text':
    'Sie haben den Link in einem anderen Tab oder auf einem anderen Gerät geöffnet. Machen Sie dort weiter.',
  'problem.replaced.here': 'Doch hier weitermachen',
  'problem.cannot_encrypt.title': 'Dieser Browser kann das Gespräch nicht verschlüsseln',
  'problem.cannot_encrypt.text':
    'Ohne Verschlüsselung gibt es kein Gespräch. Öffnen Sie den Link in der aktuellen Fassung eines dieser Browser:',
  'problem.cannot_encrypt.phone': 'Auf dem Telefon: Chrome (Android) oder Safari (iPhone, ab iOS 15.4)',
  'problem.cannot_encrypt.computer': 'Am Computer: Chrome, Edge, Firefox oder Safari',
  'problem.other_company.title':
    'Diese Seite gehört nicht zu dem Unternehmen, das Ihnen den Link geschickt hat',
  'problem.other_company.text':
    'Link und Seite nennen verschiedene Schlüssel. Zeigen Sie hier keinen Ausweis. Wenden Sie sich bitte auf einem Weg, den Sie kennen, an das Unternehmen, das Ihnen den Link geschickt hat.',
  'problem.outdated_page.title': 'Diese Seite ist veraltet',
  'problem.outdated_page.text': 'Der Einwilligungstext hat sich geändert. Bitte laden Sie die Seite neu.',
  'problem.outdated_page.reload': 'Neu laden',
};
