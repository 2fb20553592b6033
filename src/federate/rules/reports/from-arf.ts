// Feedback reports of RFC 5965, after the mail was taken apart: the fields of the machine-readable part, and a few of the message.
import type { Reading, Said } from './read-event.ts'
import { address, domain, type Fields, link, moment, nowhere, text, Unreadable, whole } from './words.ts'

/** The fields come by their names in lower case, each once: `feedback-type`, `source-ip`, `arrival-date` and the rest. */
export function fromArf(fields: Fields, { types, feed, now }: Reading): Said {
  const type = text(fields['feedback-type'], 'Feedback-Type', 40)
  if (type === null) throw new Unreadable('Feedback-Type is missing.')
  if (text(fields.version, 'Version', 10) === null) throw new Unreadable('Version is missing.')
  const when =
    moment(fields['arrival-date'] ?? fields['received-date'], 'Arrival-Date', now) ?? moment(fields.date, 'Date', now)
  if (when === null) throw new Unreadable('Neither Arrival-Date nor the Date of the mail says when it was.')
  const uri = text(fields['reported-uri'], 'Reported-URI', 2000)
  return {
    kind: types.arf(type.toLowerCase()),
    at: when,
    source: {
      ...nowhere,
      ip: address(text(fields['source-ip'], 'Source-IP', 60)?.replace(/^\[|\]$/g, ''), 'Source-IP'),
      port: whole(fields['source-port'], 'Source-Port', 65_535),
      fqdn: domain(fields['reported-domain'], 'Reported-Domain'),
      url: link(uri?.replace(/^<|>$/g, ''), 'Reported-URI'),
    },
    destination: nowhere,
    malware: null,
    feed: text(fields['reporting-mta'] ?? fields['user-agent'], 'Reporting-MTA', 200) ?? feed,
    confidence: null,
    text: text(fields.subject, 'Subject', 2000),
    tlp: null,
  }
}
