// Reports by law over HTTP: drafted from the record, written in, approved by a second person, exported, sent, receipted; with
// every refusal, and who may see them.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerFacts, getAssessment, openAssessment, saveEntity, setAnchor } from '#assess/api/assessments.ts'
import { getDuty } from '#assess/api/duties.ts'
import * as api from '#assess/api/duty-reports.ts'
import { addTask, declareIncident } from '#assess/api.ts'
import type { Contract, InputOf } from '#kernel/contract.ts'
import { changeOrganisation, enterRealm, getOrganisation, registerOrganisation } from '#people/api.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { readPdf } from '../setup/pdf-text.ts'
import { clockAt } from '../setup/sense.ts'

const clock = clockAt(Date.parse('2027-03-10T09:00:00Z') / 1000)
let node: TestNode
let smtp: SMTPServer
let web: Server
let anna: Client
let ben: Client
let stranger: Client
let company: string
let incident: string
let assessment: string
const mails: string[] = []
const posts: string[] = []
let mood = 200
const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    async onData(stream, _session, taken) {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk)
      mails.push(Buffer.concat(chunks).toString())
      taken()
    },
  })
  smtp.listen(0, '127.0.0.1')
  await once(smtp.server, 'listening')
  web = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    posts.push(body)
    response.writeHead(mood).end('heard')
  }).listen(0, '127.0.0.1')
  await once(web, 'listening')
  const env = {
    TOCSIN_SMTP_URL: `smtp://127.0.0.1:${portOf(smtp.server)}`,
    TOCSIN_MAIL_FROM: 'tocsin@example.org',
    TOCSIN_FETCH_ALLOW: '127.0.0.1',
  }
  node = await startTestNode({ clock, env })
  const admin = await node.administrator()
  const registered = { name: 'Τράπεζα Παράδειγμα', kind: 'operator' as const, country: 'GR', sectors: ['banking'] }
  company = (await admin.get(registerOrganisation, registered)).id
  const both = { roles: ['analyst' as const, 'duty-officer' as const], organisation: company }
  anna = await node.signedIn(both)
  ben = await node.signedIn(both)
  const other = (await admin.get(registerOrganisation, { ...registered, name: 'Another company' })).id
  stranger = await node.signedIn({ ...both, organisation: other })
  await anna.get(saveEntity, {
    types: ['credit_institution', 'data_controller', 'nis2_other_entity'],
    countries: ['GR', 'BG'],
    jurisdiction: 'GR',
    timeZone: 'Europe/Athens',
    facts: { 'entity.nis2_class': 'essential', 'entity.pd_roles': ['controller'] },
  })
  incident = (
    await anna.get(declareIncident, {
      title: 'Οι πληρωμές δεν λειτουργούν',
      summary: 'Нападателите копираха данни на клиенти.',
      affected: { countries: ['GR', 'BG'], users: { value: 5_000, qualifier: 'about', basis: 'help desk' } },
      times: { detectedAt: '2027-03-10T07:30:00Z' },
    })
  ).id
  await anna.get(addTask, { incident, title: 'Reset all keys' })
  const opened = await anna.get(openAssessment, { incident, awareness: '2027-03-10T08:00:00Z' })
  assessment = opened.id
  await answer({ 'incident.is_incident': true, 'personal_data.breach': true, 'personal_data.risk': 'risk' })
}, 120_000)

afterAll(async () => {
  await node.stop()
  await new Promise<void>((resolve) => smtp.close(resolve))
  web.closeAllConnections()
  await new Promise((resolve) => web.close(resolve))
})

async function answer(facts: Record<string, unknown>) {
  const { version } = await anna.get(getAssessment, { id: assessment })
  const answers = Object.entries(facts).map(([fact, value]) => ({ fact, value }))
  await anna.get(answerFacts, { id: assessment, version, answers } as never)
}

async function dutyOf(regime: string, report: string) {
  const { duties } = await anna.get(getAssessment, { id: assessment })
  const found = duties.find(({ state }) => state.regime === regime && state.report === report)
  if (!found) throw new Error(`There is no duty ${regime}/${report}`)
  return found
}

const form = (id: string, as = anna) => as.get(api.getDutyReport, { id })
async function refusal<C extends Contract>(as: Client, contract: C, input: InputOf<C>, realm = {}) {
  const answered = await as.call(contract, input, realm)
  if (answered.ok) throw new Error('It was not refused.')
  const { refusal: name, where, detail } = answered.problem
  return { name, ...(where === undefined ? {} : { where }), detail: detail ?? '' }
}
const incompleteBecause = 'The rest follows.'

/** A report approved by Ben, as Anna drafted it. */
async function approved(input: InputOf<typeof api.draftDutyReport>, realm: { realm?: string } = {}) {
  const { id, version } = await anna.get(api.draftDutyReport, input, realm)
  const asked = await anna.get(api.askApproval, { id, version, incompleteBecause }, realm)
  return ben.get(api.approveDutyReport, { id, version: asked.version }, realm)
}

test('a report is drafted from the record: filled with what is known, each with its source, the rest named as missing', async () => {
  const duty = await dutyOf('gdpr', 'authority_notification')
  const made = await anna.get(api.draftDutyReport, { duty: duty.id })
  expect(made).toMatchObject({ status: 'draft', revision: 1, missing: ['dpo_contact'] })
  const { state, form: shown, marking } = await form(made.id)
  expect(state).toMatchObject({ duty: duty.id, assessment, incident, reference: 'INC-2027-0001, ASM-2027-0001' })
  expect(marking.owner).toBe(company)
  const nature = shown.fields.find(({ id }) => id === 'nature')
  expect(nature?.value).toContain('“Нападателите копираха данни на клиенти.”')
  expect(nature?.value).toContain('It was detected on 10 March 2027, 09:30 (Europe/Athens; 07:30 UTC).')
  expect(nature?.sources).toContainEqual({ kind: 'incident', id: incident, label: 'INC-2027-0001: summary' })
  expect(nature?.sources).toContainEqual(expect.objectContaining({ kind: 'fact', id: 'personal_data.breach' }))
  expect(shown.fields.find(({ id }) => id === 'likely_consequences')?.value).toBe(
    'There is a risk to the rights and freedoms of natural persons.',
  )
  expect(shown.fields.find(({ id }) => id === 'dpo_contact')).toMatchObject({ value: null, missing: true, shown: '' })
  expect(shown.open).toContain('record_categories_and_number')
})

test('what does not exist cannot be drafted, and a duty or three names are asked for', async () => {
  const known = { assessment, regime: 'gdpr' }
  expect(await refusal(anna, api.draftDutyReport, { ...known, report: 'love_letter' })).toMatchObject({
    name: 'no-such-report',
  })
  expect(await refusal(anna, api.draftDutyReport, { ...known, regime: 'magna-carta', report: 'x' })).toMatchObject({
    name: 'no-such-report',
  })
  expect(await refusal(anna, api.draftDutyReport, known)).toMatchObject({ name: 'bad-input', where: '/duty' })
  expect(await refusal(anna, api.draftDutyReport, { duty: assessment })).toMatchObject({
    name: 'unknown',
    where: '/duty',
  })
})

test('who may not read the assessment drafts nothing from it, and does not see its reports', async () => {
  const asked = { assessment, regime: 'gdpr', report: 'authority_notification' }
  expect(await refusal(stranger, api.draftDutyReport, asked)).toMatchObject({ name: 'unknown' })
  const [first] = (await anna.get(api.listDutyReports, { assessment })).items
  expect((await stranger.get(api.listDutyReports, { assessment })).items).toEqual([])
  const id = first?.id ?? ''
  expect(await stranger.call(api.getDutyReport, { id })).toMatchObject({ status: 404 })
  expect(await stranger.call(api.exportDutyReport, { id, format: 'json' })).toMatchObject({ status: 404 })
  expect(await stranger.call(api.editDutyReport, { id, version: 1, title: 'Mine' })).toMatchObject({ status: 404 })
})

test('a bad value is refused with its field, and nothing of the change is kept', async () => {
  const asked = { assessment, regime: 'dora', report: 'intermediate_report' }
  const { id, version } = await anna.get(api.draftDutyReport, asked)
  const edit = (fields: Record<string, never>) => refusal(anna, api.editDutyReport, { id, version, fields })
  const wrong: [string, unknown, RegExp][] = [
    ['1.6', '5493001KJTIIGC8Y1R13', /check digits/],
    ['3.5', 130, /from 0 to 100/],
    ['3.15', '1 day', /dd:hh:mm/],
    ['2.2', '2027-02-30T00:00:00Z', /moment in UTC/],
    ['3.23', ['Sabotage'], /none of its choices/],
    ['2.6', ['Greece'], /ISO 3166-1/],
    ['9.9', 'x', /no field 9.9/],
    ['4.1', ['human error'], /no field 4.1/],
    ['__proto__', 'x', /no field|not valid JSON/],
  ]
  for (const [field, value, why] of wrong) {
    const told = await edit(
      JSON.parse(JSON.stringify({ '1.3': 'ok' }).replace('}', `,${JSON.stringify(field)}:${JSON.stringify(value)}}`)),
    )
    expect([field, told.name === 'bad-input' || told.where === `/fields/${field}`]).toEqual([field, true])
    expect(told.detail).toMatch(why)
  }
  expect((await form(id)).version).toBe(version)
  const right = { '1.6': '5493001KJTIIGC8Y1R12', '3.5': 12.5, '3.15': '01:02:03', '2.6': ['GR', 'BG'] }
  await anna.get(api.editDutyReport, { id, version, fields: right })
  const { state } = await form(id)
  expect(state.fields['3.5']).toMatchObject({
    value: 12.5,
    edited: true,
    sources: [{ kind: 'person', id: `person:${anna.person}` }],
  })
  expect(await refusal(anna, api.editDutyReport, { id, version: 2, fields: { '3.5': 12.5 } })).toMatchObject({
    name: 'nothing-to-change',
  })
  expect(await refusal(ben, api.editDutyReport, { id, version, fields: { '3.5': 1 } })).toMatchObject({
    name: 'stale-version',
  })
})

test('drafting again takes what is new, and leaves alone what a person wrote', async () => {
  const { id } = await anna.get(api.draftDutyReport, { duty: (await dutyOf('gdpr', 'authority_notification')).id })
  const own = { likely_consequences: 'Customers may be deceived with their own data.' }
  await anna.get(api.editDutyReport, { id, version: 1, fields: own })
  await answer({ 'personal_data.risk': 'high_risk', 'personal_data.unintelligible_to_unauthorised': false })
  const { fresh } = await form(id)
  expect(fresh.taken.map(({ field }) => field)).toEqual(['nature', 'measures'])
  expect(fresh.would.map(({ field }) => field)).toEqual(['likely_consequences'])
  expect(fresh.would[0]?.words).toContainEqual({ op: 'removed', text: expect.stringContaining('deceived') })
  const again = await ben.get(api.redraftDutyReport, { id, version: 2 })
  expect(again.would).toEqual(fresh.would)
  const { state } = await form(id)
  expect(state.fields.likely_consequences?.value).toBe(own.likely_consequences)
  expect(state.fields.nature?.value).toContain('can be understood by those who are not authorised')
  expect(await refusal(anna, api.redraftDutyReport, { id, version: 3 })).toMatchObject({ name: 'nothing-to-change' })
  await anna.get(api.redraftDutyReport, { id, version: 3, over: ['likely_consequences'] })
  expect((await form(id)).state.fields.likely_consequences).toMatchObject({ edited: false })
})

test('a gap is said before it goes forward, and a second person approves; an edit after that needs it again', async () => {
  const { id } = await anna.get(api.draftDutyReport, { duty: (await dutyOf('gdpr', 'authority_notification')).id })
  const gap = await refusal(anna, api.askApproval, { id, version: 1 })
  expect(gap).toMatchObject({ name: 'still-missing', detail: expect.stringContaining('dpo_contact') })
  await anna.get(api.askApproval, { id, version: 1, incompleteBecause })
  expect(await refusal(anna, api.approveDutyReport, { id, version: 2 })).toMatchObject({ name: 'second-person-needed' })
  expect(await refusal(anna, api.sendDutyReport, { id, version: 2, channel: 'download', to: 'Portal' })).toMatchObject({
    name: 'wrong-state',
  })
  const yes = await ben.get(api.approveDutyReport, { id, version: 2 })
  expect(yes).toMatchObject({ status: 'approved', revision: 1, version: 3 })
  const edited = await ben.get(api.editDutyReport, { id, version: 3, fields: { dpo_contact: 'dpo@bank.example' } })
  expect(edited).toMatchObject({ status: 'draft', revision: 2 })
  await ben.get(api.askApproval, { id, version: 4 })
  const { moves } = await form(id, ben)
  expect(moves.find(({ event }) => event === 'approve')).toMatchObject({
    allowed: false,
    because: expect.stringMatching(/You wrote/),
  })
  expect(await refusal(ben, api.approveDutyReport, { id, version: 5 })).toMatchObject({ name: 'second-person-needed' })
  const reason = 'Name the officer, too.'
  const back = await anna.get(api.returnDutyReport, { id, version: 5, reason })
  expect(back).toMatchObject({ status: 'draft', revision: 2 })
  await anna.get(api.editDutyReport, { id, version: 6, fields: { dpo_contact: 'Data protection, dpo@bank.example' } })
  const { changes, from, to } = await anna.get(api.compareDutyReport, { id, from: 2, to: 3 })
  expect([from.revision, to.revision, changes.map(({ field }) => field)]).toEqual([2, 3, ['dpo_contact']])
  expect(changes[0]?.words).toEqual([
    { op: 'added', text: 'Data protection, ' },
    { op: 'same', text: 'dpo@bank.example' },
  ])
  expect(await refusal(anna, api.compareDutyReport, { id, from: 1, to: 9 })).toMatchObject({
    name: 'no-such-revision',
    where: '/to',
  })
  const put = await anna.get(api.withdrawDutyReport, { id, version: 7, reason: 'Another one is used.' })
  expect(put.status).toBe('withdrawn')
  expect(await refusal(anna, api.editDutyReport, { id, version: 8, title: 'X' })).toMatchObject({ name: 'wrong-state' })
})

async function file(id: string, format: string, more = '', as = ben) {
  const response = await as.fetch(`/api/assess/exportDutyReport?id=${id}&format=${format}${more}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  return {
    status: response.status,
    name: response.headers.get('content-disposition') ?? '',
    bytes,
    text: Buffer.from(bytes).toString(),
  }
}

test('a report is exported in four formats that say the same, also as an older revision', async () => {
  const { id, version } = await approved({ duty: (await dutyOf('gdpr', 'authority_notification')).id })
  const json = JSON.parse((await file(id, 'json')).text)
  expect(json).toMatchObject({
    marking: 'TLP:AMBER+STRICT',
    revision: 1,
    missing: ['dpo_contact'],
    regime: { id: 'gdpr' },
  })
  expect(json.exercise).toBeUndefined()
  expect(JSON.stringify(json)).not.toContain('sources')
  expect((await file(id, 'json', '&sources=true')).text).toContain('"sources"')
  const pdf = await file(id, 'pdf')
  expect(pdf.name).toContain('INC-2027-0001-gdpr-authority_notification-r1.pdf')
  const { pages } = readPdf(pdf.bytes)
  const words = pages.join(' ').replace(/\s+/g, ' ')
  for (const said of [
    'Нападателите копираха',
    'Τράπεζα Παράδειγμα',
    'MISSING',
    'approved by Person',
    'TLP:AMBER+STRICT',
  ])
    expect(words).toContain(said)
  const markdown = (await file(id, 'md')).text
  const figure = json.fingerprint.replace('sha-256:', '')
  expect([markdown.includes(figure), words.replaceAll(' ', '').includes(figure)]).toEqual([true, true])
  const docx = await file(id, 'docx')
  expect([docx.status, docx.bytes[0], docx.bytes[1]]).toEqual([200, 0x50, 0x4b])
  await anna.get(api.editDutyReport, { id, version, fields: { dpo_contact: 'dpo@bank.example' } })
  expect(JSON.parse((await file(id, 'json', '&revision=1')).text)).toMatchObject({
    revision: 1,
    fingerprint: json.fingerprint,
  })
  expect(JSON.parse((await file(id, 'json')).text)).toMatchObject({ revision: 2, missing: [], approvedAt: null })
  expect((await file(id, 'json', '&revision=7')).status).toBe(404)
})

test('handing it in records the submission: the duty is fulfilled, and what follows from it begins', async () => {
  const duty = await dutyOf('gdpr', 'authority_notification')
  const { id, version } = await approved({ duty: duty.id })
  const send = { id, version, channel: 'download' as const, to: 'Portal of the supervisory authority' }
  expect(await refusal(anna, api.sendDutyReport, { ...send, at: '2028-01-01T00:00:00Z' })).toMatchObject({
    name: 'impossible-times',
    where: '/at',
  })
  const sent = await anna.get(api.sendDutyReport, { ...send, at: '2027-03-10T08:59:00Z', receipt: 'No. 118' })
  expect(sent).toMatchObject({
    status: 'sent',
    submissionRecorded: true,
    sending: { state: 'sent', receipt: { text: 'No. 118' } },
  })
  const { state } = await anna.get(getDuty, { id: duty.id })
  expect(state).toMatchObject({
    status: 'submitted',
    submissions: [{ dutyReport: id, channel: 'portal', receipt: 'No. 118', late: false }],
  })
  const { state: told } = await anna.get(getAssessment, { id: assessment })
  expect(told.anchors['report_submitted:gdpr/authority_notification']?.at(-1)?.at).toBe('2027-03-10T08:59:00.000Z')
  expect(await refusal(anna, api.withdrawDutyReport, { id, version: sent.version, reason: 'No more.' })).toMatchObject({
    name: 'wrong-state',
  })
  const receipt = { id, version: sent.version, sending: sent.sending.id, text: 'Taken as case 7.' }
  expect(await refusal(anna, api.recordReceipt, { ...receipt, sending: id })).toMatchObject({
    name: 'unknown',
    where: '/sending',
  })
  expect(await refusal(anna, api.recordReceipt, { ...receipt, at: '2027-03-09T00:00:00Z' })).toMatchObject({
    name: 'impossible-times',
  })
  await anna.get(api.recordReceipt, receipt)
  expect((await form(id)).state.sendings[0]?.receipt?.text).toBe('Taken as case 7.')
})

async function until<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const found = await look()
    if (found !== undefined) return found
    // The outbox asks the clock when it may try again.
    clock.set(clock.now().getTime() / 1000 + 1)
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  throw new Error(`${what} did not happen`)
}
const ended = (id: string, as = anna) =>
  until(async () => {
    const { state } = await form(id, as)
    return state.sendings.every((one) => one.state !== 'waiting') ? state : undefined
  }, 'the end of the sending')

test('by mail it goes out with its marking and both files, and the duty is fulfilled when it left', async () => {
  const { id, version } = await approved({ assessment, regime: 'gdpr', report: 'authority_notification' })
  const wrong = { id, version, channel: 'email' as const, to: 'not an address' }
  expect(await refusal(anna, api.sendDutyReport, wrong)).toMatchObject({ name: 'bad-address', where: '/to' })
  const sent = await anna.get(api.sendDutyReport, { ...wrong, to: 'notify@authority.example' })
  expect(sent).toMatchObject({
    status: 'approved',
    submissionRecorded: false,
    sending: { state: 'waiting', sentAt: null },
  })
  expect(await ended(id)).toMatchObject({ status: 'sent', sendings: [{ state: 'sent', sentAt: expect.any(String) }] })
  const mail = mails.find((one) => one.includes('notify@authority.example')) ?? ''
  expect(mail).toContain('To: notify@authority.example')
  expect(mail).toContain('[TLP:AMBER+STRICT]')
  expect(mail).toContain('INC-2027-0001-gdpr-authority_notification-r1.pdf')
})

test('to another system it goes as JSON; one that does not want it leaves the report approved, with the reason', async () => {
  const duty = await dutyOf('dora', 'initial_notification').catch(() => null)
  const asked = duty ? { duty: duty.id } : { assessment, regime: 'dora', report: 'initial_notification' }
  const { id, version } = await approved(asked)
  const to = `http://127.0.0.1:${portOf(web)}/reports`
  const send = { id, channel: 'api' as const }
  for (const bad of ['ftp://csirt.example/', 'http://csirt.example/', 'https://user:secret@csirt.example/', 'csirt'])
    expect(await refusal(anna, api.sendDutyReport, { ...send, version, to: bad })).toMatchObject({
      name: 'bad-address',
    })
  mood = 404
  await anna.get(api.sendDutyReport, { ...send, version, to })
  const refused = await ended(id)
  expect(refused).toMatchObject({
    status: 'approved',
    sendings: [{ state: 'failed', error: expect.stringContaining('404') }],
  })
  mood = 200
  const { version: now } = await form(id)
  await anna.get(api.sendDutyReport, { ...send, version: now, to })
  expect(await ended(id)).toMatchObject({ status: 'sent', sendings: [{ state: 'failed' }, { state: 'sent' }] })
  const body = JSON.parse(posts.at(-1) ?? '{}')
  expect(body.template.fields['1.1']).toBe('initial notification')
  expect(body.template.fields['2.2']).toBe('2027-03-10T07:30:00Z')
})

test('in an exercise everything works the same, says EXERCISE first, and nothing leaves', async () => {
  const admin = await node.administrator()
  for (const one of [anna, ben]) await admin.get(enterRealm, { person: one.person, exercise: 'storm' })
  const realm = { realm: 'exercise:storm' }
  const entity = { name: 'Played plc', types: ['nis2_other_entity'], countries: ['DE'] }
  const facts = { 'entity.nis2_class': 'essential', 'incident.is_incident': true, 'incident.financial_loss': 'caused' }
  const answers = Object.entries(facts).map(([fact, value]) => ({ fact, value }))
  const played = await anna.get(openAssessment, { entity, answers, awareness: '2027-03-10T08:30:00Z' }, realm)
  const { duties } = await anna.get(getAssessment, { id: played.id }, realm)
  const duty = duties.find(({ state }) => state.regime === 'nis2' && state.report === 'early_warning')?.id ?? ''
  const { id, version } = await approved({ duty }, realm)
  const words = readPdf((await file(id, 'pdf', '&realm=exercise:storm')).bytes)
  for (const page of words.pages) expect(page).toContain('EXERCISE · TLP:AMBER+STRICT')
  expect((await file(id, 'md', '&realm=exercise:storm')).text.startsWith('**EXERCISE · ')).toBe(true)
  const toAuthority = () => mails.filter((one) => one.includes('notify@authority.example')).length
  const before = toAuthority()
  await anna.get(api.sendDutyReport, { id, version, channel: 'email', to: 'notify@authority.example' }, realm)
  const state = await until(async () => {
    const held = await anna.get(api.getDutyReport, { id }, realm)
    return held.state.sendings[0]?.state === 'waiting' ? undefined : held.state
  }, 'the end of the played sending')
  expect(state).toMatchObject({
    status: 'sent',
    sendings: [{ state: 'sent', error: expect.stringContaining('exercise') }],
  })
  expect(toAuthority()).toBe(before)
  expect((await anna.get(getDuty, { id: duty }, realm)).state.status).toBe('submitted')
  expect(await anna.call(api.getDutyReport, { id })).toMatchObject({ status: 404 })
})

test('what fewer people may read than the report leaves no word in it', async () => {
  const secret = { tlp: 'RED' as const, reason: 'An informant is named.', reviewOn: '2027-06-01' }
  const words = { title: 'Under seal', summary: 'The informant sits in the basement.' }
  const sealed = await anna.get(declareIncident, { ...words, marking: secret })
  const open = await anna.get(openAssessment, { incident: sealed.id, title: 'A breach', marking: { tlp: 'GREEN' } })
  const { id } = await anna.get(api.draftDutyReport, { assessment: open.id, regime: 'nis2', report: 'final_report' })
  const { state, marking } = await form(id)
  expect([marking.tlp, JSON.stringify(state).includes('informant'), state.reference]).toEqual([
    'GREEN',
    false,
    open.reference,
  ])
  const alike = await anna.get(openAssessment, { incident: sealed.id })
  const kept = await anna.get(api.draftDutyReport, { assessment: alike.id, regime: 'nis2', report: 'final_report' })
  const held = await form(kept.id)
  expect([held.marking.tlp, JSON.stringify(held.state).includes('informant')]).toEqual(['RED', true])
  expect(await ben.call(api.getDutyReport, { id: kept.id })).toMatchObject({ status: 404 })
})

test('reports are listed by what they are of, and shown as they were', async () => {
  const all = await anna.get(api.listDutyReports, { incident, limit: 200 })
  expect(all.items.every(({ state }) => state.incident === incident && !('fields' in state))).toBe(true)
  const gone = await anna.get(api.listDutyReports, { status: ['withdrawn'] })
  expect(gone.items.map(({ state }) => state.status)).toEqual(['withdrawn'])
  const dora = await anna.get(api.listDutyReports, { regime: 'dora', limit: 1 })
  expect(dora.items.length).toBe(1)
  const page = await anna.get(api.listDutyReports, { regime: 'dora', limit: 1, after: dora.next ?? '' })
  expect(page.items[0]?.id).not.toBe(dora.items[0]?.id)
  const { id, since } = all.items.find(({ state }) => state.status === 'sent') ?? { id: '', since: '' }
  const past = new Date(Date.parse(since) - 1).toISOString()
  const shown = await anna.get(api.getDutyReport, { id }, { asOf: past })
  expect(shown.state.status).not.toBe('sent')
  expect(shown.moves.every(({ allowed }) => !allowed)).toBe(true)
})

test('contacts of the organisation are taken, and a time taken back leaves nothing behind', async () => {
  const admin = await node.administrator()
  const contacts = [{ purpose: 'Data protection officer', email: 'dpo@bank.example', phone: '+30 210 0000' }]
  const { version: known } = await admin.get(getOrganisation, { organisation: company })
  await admin.get(changeOrganisation, { organisation: company, version: known, contacts })
  const { id } = await anna.get(api.draftDutyReport, { assessment, regime: 'gdpr', report: 'authority_notification' })
  const { state, form: shown } = await form(id)
  expect(state.fields.dpo_contact?.value).toBe('Data protection officer, dpo@bank.example, +30 210 0000')
  expect(shown.missing).toEqual([])
  const { version } = await anna.get(getAssessment, { id: assessment })
  await anna.get(setAnchor, {
    id: assessment,
    version,
    anchor: 'awareness',
    at: null,
    reason: 'Was another event.',
  } as never)
  const { fresh } = await form(id)
  expect(fresh.taken.map(({ field, to }) => [field, to])).toContainEqual(['head.aware', null])
})
