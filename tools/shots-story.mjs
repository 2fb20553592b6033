// What the pictures of the README show: an invented bad night. No real organisation, person or event is in it.
export const texts = [
  {
    sourceName: 'Evening digest',
    publishedAt: '2026-03-09T21:30:00.000Z',
    marking: { tlp: 'CLEAR' },
    text: `Card payments fail in Germany and Austria

Card payments failed in large parts of Germany and Austria on Monday evening. The operator of the payment switch said that a flood of requests had overloaded its systems since 18:40. About 40,000 merchants were affected, according to the trade association in Vienna. The operator speaks of a distributed denial-of-service attack; no data was taken, it said.

---

Hospital group in Poland turns to paper after ransomware

A hospital group near Kraków switched to paper on Monday after ransomware had encrypted its servers. Emergency patients were taken to other hospitals, a spokesperson said. The group, which runs five clinics, has told the national authority and expects the systems to be back by Thursday.

---

Undersea cable between Finland and Estonia damaged

A data cable between Helsinki and Tallinn was damaged on Sunday night. The operator reroutes traffic and sees no outage for customers. Whether an anchor or sabotage was the cause is not known yet, authorities in Finland said.`,
  },
  {
    sourceName: 'Advisory feed',
    publishedAt: '2026-03-09T15:00:00.000Z',
    marking: { tlp: 'GREEN' },
    text: `Active exploitation of a flaw in remote access gateways

Attackers exploit a flaw in a widely used remote access gateway, vendors and CSIRTs report. Devices in Italy, Spain and the Netherlands were taken over within hours after the flaw had become known. Operators should install the update at once and look for accounts that nobody made.`,
  },
]

const hour = 3_600_000
const ago = (now, hours) => new Date(now - hours * hour).toISOString()
const ahead = (now, hours) => new Date(now + hours * hour).toISOString()
const main = (klass, type) => ({
  rsit: [{ class: klass, type, main: true }],
  rootCause: 'malicious-actions',
  threatSeverity: 'high',
  outlook: 'worsening',
})

/** Incidents as they would be opened through the API; `moves`, `task` and `note` follow after that. */
export function incidents(now) {
  return [
    {
      title: 'Outage of the payment switch',
      summary:
        'Card payments fail since 18:40. The operator sees a flood of requests from many networks and has asked its providers to filter. No sign that data was taken.',
      classification: main('availability', 'ddos'),
      severity: { value: 'red', reason: 'Payments of a large part of the public fail in two Member States.' },
      priority: 'urgent',
      affected: {
        sectors: ['banking', 'digital_infrastructure'],
        countries: ['DE', 'AT'],
        users: { value: 2_400_000, qualifier: 'about', basis: 'operator, by telephone' },
      },
      times: { detectedAt: ago(now, 3), startedAt: ago(now, 4) },
      marking: { tlp: 'AMBER' },
      moves: ['triage', 'investigate'],
      task: { title: 'Ask the providers which filters are in place', due: ago(now, 1) },
      note: 'The operator calls back every full hour. Second line: providers filter by source, traffic falls since 21:00.',
    },
    {
      title: 'Ransomware at a hospital group',
      summary: 'Servers are encrypted, five clinics work on paper. Emergency patients are diverted.',
      classification: main('malicious-code', 'infected-system'),
      severity: { value: 'yellow', reason: 'Care is delayed; nobody is in danger so far.' },
      priority: 'high',
      affected: {
        sectors: ['health'],
        countries: ['PL'],
        users: { value: 18_000, qualifier: 'over', basis: 'spokesperson of the group' },
      },
      times: { detectedAt: ago(now, 20) },
      marking: { tlp: 'AMBER+STRICT' },
      moves: ['triage', 'investigate', 'contain'],
      task: { title: 'Send the indicators to the other CSIRTs', due: ahead(now, 5) },
    },
    {
      title: 'Damaged data cable in the Gulf of Finland',
      summary: 'Traffic is rerouted; the cause is not known.',
      severity: { value: 'green', reason: 'No outage for customers.' },
      affected: { sectors: ['digital_infrastructure'], countries: ['FI', 'EE'] },
      times: { detectedAt: ago(now, 30) },
      marking: { tlp: 'GREEN' },
      moves: ['triage'],
    },
    {
      title: 'Remote access gateways taken over',
      classification: main('intrusions', 'system-compromise'),
      severity: { value: 'yellow', reason: 'Gateways of several operators are open to attackers.' },
      priority: 'high',
      affected: {
        sectors: ['energy.electricity', 'public_administration', 'transport'],
        countries: ['IT', 'ES', 'NL'],
      },
      times: { detectedAt: ago(now, 9) },
      marking: { tlp: 'AMBER' },
      moves: ['triage', 'investigate'],
    },
    {
      title: 'Phishing against customs brokers',
      classification: main('information-gathering', 'social-engineering'),
      affected: { sectors: ['transport'], countries: ['NL', 'BE'] },
      marking: { tlp: 'GREEN' },
    },
    {
      title: 'Name servers of a registry answer late',
      affected: { sectors: ['digital_infrastructure'], countries: ['FR'] },
      times: { detectedAt: ago(now, 50) },
      marking: { tlp: 'AMBER' },
      moves: ['triage', 'investigate', 'contain', 'recover'],
    },
    {
      title: 'Web sites of three ministries defaced',
      severity: { value: 'green', reason: 'Public pages only; back within an hour.' },
      affected: { sectors: ['public_administration'], countries: ['RO'] },
      times: { detectedAt: ago(now, 70) },
      marking: { tlp: 'CLEAR' },
      moves: ['triage', 'investigate', 'contain', 'recover', 'resolve'],
    },
  ]
}

/** Three made-up entities that look at what the law asks of them: one of the incident, two of something of their own. */
export function assessments(now, incident) {
  const hoursAgo = (hours) => new Date(now - hours * 3600_000).toISOString()
  const zone = { timeZone: 'Europe/Brussels' }
  return [
    {
      incident,
      entity: {
        name: 'Example Payments',
        types: ['nis2_other_entity', 'data_controller', 'product_manufacturer'],
        countries: ['BE', 'FR'],
        jurisdiction: 'BE',
        ...zone,
      },
      answers: [
        { fact: 'entity.nis2_class', value: 'essential' },
        { fact: 'incident.severe_operational_disruption', value: 'caused' },
      ],
      awareness: hoursAgo(22),
    },
    {
      title: 'Card payments fail',
      entity: { name: 'Example Bank', types: ['credit_institution'], countries: ['BE'], jurisdiction: 'BE', ...zone },
      answers: [
        { fact: 'dora.critical_or_important_functions_supported', value: true },
        { fact: 'dora.clients_affected', value: 150_000 },
        { fact: 'dora.downtime_minutes_critical_ict', value: 300 },
      ],
      awareness: hoursAgo(30),
    },
    {
      title: 'Storage is slow in two regions',
      entity: {
        name: 'Example Cloud',
        types: ['cloud_computing_service_provider'],
        countries: ['BE'],
        jurisdiction: 'BE',
        ...zone,
      },
      services: ['Object storage', 'Compute'],
      awareness: hoursAgo(1),
    },
  ]
}

/** What a sensor of the pictures watches. */
export const watched = {
  name: 'Tax portal of Exampleland',
  services: ['Tax portal'],
  prefixes: ['198.51.100.0/24'],
  users: 2_000_000,
  country: 'BE',
}
