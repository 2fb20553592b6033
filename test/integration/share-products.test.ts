// Products over HTTP: drafted from a crisis, written in, approved by others, made into files, released; tear-lines and what they
// do not have; with every refusal, and who may see what.
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addTask, declareIncident } from '#assess/api.ts'
import { openCrisis } from '#coordinate/api/crises.ts'
import type { Contract, InputOf } from '#kernel/contract.ts'
import type { Tlp } from '#kernel/marking.ts'
import { enterRealm, registerOrganisation } from '#people/api.ts'
import { rebuildTables, trace } from '#platform/journal/api.ts'
import { packageRoot } from '#platform/worker.ts'
import * as api from '#share/api/products.ts'
import { fingerprintOf } from '#share/export/index.ts'
import { sentencesOf } from '#share/rules/products/edits.ts'
import { migratedStorage } from '../setup/database.ts'
import { momentBetween } from '../setup/moment.ts'
import { type CallOptions, type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { readPdf } from '../setup/pdf-text.ts'
import type { Storage } from '../setup/storage.ts'

let storage: Storage
let node: TestNode
let smtp: SMTPServer
let admin: Client
let anna: Client
let ben: Client
let carla: Client
let stranger: Client
let crisis: string
const mails: string[] = []

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
  storage = await migratedStorage()
  await ownTemplate(storage.folder)
  const env = {
    TOCSIN_SMTP_URL: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    TOCSIN_MAIL_FROM: 'tocsin@example.org',
  }
  node = await startTestNode({ storage, env })
  admin = await node.administrator()
  const working = { roles: ['analyst' as const, 'duty-officer' as const, 'crisis-manager' as const] }
  anna = await node.signedIn(working)
  ben = await node.signedIn(working)
  carla = await node.signedIn({ roles: ['liaison', 'reader'] })
  const other = { name: 'Another company', kind: 'operator' as const, country: 'GR', sectors: ['banking'] }
  const { id } = await admin.get(registerOrganisation, other)
  stranger = await node.signedIn({ ...working, organisation: id })
  crisis = await aCrisis()
}, 120_000)

afterAll(async () => {
  await node.stop()
  await storage.remove()
  await new Promise<void>((resolve) => smtp.close(resolve))
})

/** A template of the node's own, for which two persons are asked. */
async function ownTemplate(folder: string): Promise<void> {
  const shipped = await readFile(join(packageRoot(), 'data/share/products/sitrep.json'), 'utf8')
  const place = join(folder, 'data/share/products')
  await mkdir(place, { recursive: true })
  const own = { ...JSON.parse(shipped), id: 'two-approve', approvals: 2 }
  await writeFile(join(place, 'two-approve.json'), JSON.stringify(own))
}

/** A crisis for the organisation, with an incident for everybody and one for the organisation. */
async function aCrisis(realm: CallOptions = {}): Promise<string> {
  const open = await anna.get(
    declareIncident,
    {
      ...{ title: 'Card payments fail', summary: 'Cards fail since the morning.', marking: { tlp: 'GREEN' } },
      affected: {
        ...{ countries: ['GR', 'BG'], sectors: ['banking'] },
        users: { value: 40_000, qualifier: 'about', basis: 'operator' },
      },
      times: { detectedAt: '2025-03-10T07:30:00Z' },
    },
    realm,
  )
  const secret = await anna.get(
    declareIncident,
    { title: 'Intruder in the clearing house', summary: 'An informant named the way in.' },
    realm,
  )
  await anna.get(addTask, { incident: open.id, title: 'Reset all keys' }, realm)
  const incidents = [open.id, secret.id]
  return (await anna.get(openCrisis, { title: 'Payments are disturbed', kind: 'cyber', incidents }, realm)).id
}

const product = (id: string, as = anna, options: CallOptions = {}) => as.get(api.getProduct, { id }, options)

async function drafted(more: Partial<InputOf<typeof api.draftProduct>> = {}, as = anna, realm: CallOptions = {}) {
  return as.get(api.draftProduct, { crisis, template: 'sitrep', ...more }, realm)
}

async function approved(more: Partial<InputOf<typeof api.draftProduct>> = {}, realm: CallOptions = {}) {
  const { id, version } = await drafted(more, anna, realm)
  const put = await anna.get(api.putForward, { id, version }, realm)
  return ben.get(api.approveProduct, { id, version: put.version }, realm)
}

const withdrawn = async (id: string) =>
  anna.get(api.withdrawProduct, { id, version: (await product(id)).version, reason: 'Made for a test' })

async function refusal<C extends Contract>(as: Client, contract: C, input: InputOf<C>, realm: CallOptions = {}) {
  const answered = await as.call(contract, input, realm)
  if (answered.ok) throw new Error('It was not refused.')
  const { refusal: name, where, detail } = answered.problem
  return { name, ...(where === undefined ? {} : { where }), detail: detail ?? '' }
}

async function file(id: string, format: string, more = '', as = ben) {
  const response = await as.fetch(`/api/share/exportProduct?id=${id}&format=${format}${more}`)
  const bytes = Buffer.from(await response.arrayBuffer())
  return {
    status: response.status,
    name: response.headers.get('content-disposition') ?? '',
    bytes,
    text: bytes.toString(),
  }
}

test('the templates are listed with how many approve them and what they can be made into', async () => {
  const { items } = await anna.get(api.listTemplates, {})
  expect(items.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['sitrep', 'political-brief', 'reserve-request', 'two-approve']),
  )
  expect(items.find(({ id }) => id === 'two-approve')?.approvals).toBe(2)
})

test('a product is drafted from the record, marked like the crisis, each sentence with its sources', async () => {
  const made = await drafted()
  expect(made).toMatchObject({ status: 'draft', edition: 1, revision: 1, version: 1 })
  const { state, marking, crisis: of, formats, tearLineOf } = await product(made.id)
  expect([marking.tlp, state.crisis, of?.id, tearLineOf]).toEqual(['AMBER+STRICT', crisis, crisis, null])
  expect(formats).toEqual(['pdf', 'docx', 'html', 'md', 'json', 'edxl-sitrep'])
  const all = sentencesOf(state.content).map(({ sentence }) => sentence)
  expect(all.some(({ text }) => text.includes('40,000'))).toBe(true)
  for (const one of all) expect([one.text, one.by === 'template' || one.sources.length > 0]).toEqual([one.text, true])
  const again = await refusal(ben, api.draftProduct, { crisis, template: 'sitrep' })
  expect(again).toMatchObject({ name: 'edition-open', detail: expect.stringContaining(made.id) })
  await withdrawn(made.id)
})

test('two who draft the same edition at once: one has it, the other is told', async () => {
  const both = await Promise.all(
    [anna, ben].map((one) => one.call(api.draftProduct, { crisis, template: 'isaa-input' })),
  )
  expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true])
  const [lost, won] = [both.find(({ ok }) => !ok), both.find(({ ok }) => ok)]
  expect(lost).toMatchObject({ problem: { refusal: 'edition-open' } })
  if (won?.ok) await withdrawn(won.value.id)
})

test('what cannot be drafted is refused by name', async () => {
  const ask = (more: Partial<InputOf<typeof api.draftProduct>>) =>
    refusal(anna, api.draftProduct, { crisis, template: 'sitrep', ...more })
  expect(await ask({ template: 'love-letter' })).toMatchObject({ name: 'no-such-template', where: '/template' })
  expect(await ask({ crisis: anna.person })).toMatchObject({ name: 'unknown', where: '/crisis' })
  expect(await ask({ tearLineOf: anna.person })).toMatchObject({ name: 'unknown', where: '/tearLineOf' })
  expect(await ask({ marking: { tlp: 'GREEN' } })).toMatchObject({ name: 'title-needed' })
  expect(await ask({ marking: { tlp: 'RED' } })).toMatchObject({ name: 'marking-needs-reason' })
  expect(await ask({ template: 'public-statement' })).toMatchObject({ name: 'marking-too-high' })
  expect(await ask({ variant: 'anonymised' })).toMatchObject({ name: 'not-anonymised' })
  const empty = (await anna.get(openCrisis, { title: 'Nothing is known yet' })).id
  expect(await ask({ crisis: empty })).toMatchObject({ name: 'nothing-to-report' })
})

test('a sentence in the words of a person stands under their name and keeps its sources; drafted again, it stays', async () => {
  const { id, version } = await drafted({ template: 'cyclone-impact' })
  const { state } = await product(id)
  const target = sentencesOf(state.content).find(({ sentence }) => sentence.text.includes('40,000'))?.sentence
  if (!target) throw new Error('There is no sentence about users')
  const edit = (text: string | null, at: number, as = ben, sentence = target.id) =>
    as.call(api.editProduct, { id, version: at, edits: [{ sentence, text }] })
  expect(await edit('x', version, ben, 'nowhere/at-all')).toMatchObject({
    problem: { refusal: 'no-such-sentence', where: '/edits/0/sentence' },
  })
  expect(await edit(target.text, version)).toMatchObject({ problem: { refusal: 'nothing-to-change' } })
  expect(await edit('About forty thousand people cannot pay.', version)).toMatchObject({ value: { version: 2 } })
  expect(await edit('Mine', version, anna)).toMatchObject({ problem: { refusal: 'stale-version' } })
  const again = await anna.get(api.redraftProduct, { id, version: 2 })
  expect([again.lost, again.drifted, again.version]).toEqual([[], [], 3])
  const after = (await product(id)).state
  const now = sentencesOf(after.content).find(({ sentence }) => sentence.id === target.id)?.sentence
  expect(now).toMatchObject({ text: 'About forty thousand people cannot pay.', by: `person:${ben.person}` })
  expect(now?.sources.map(({ label }) => label)).toEqual(target.sources.map(({ label }) => label))
  expect(after.authors).toEqual([`person:${anna.person}`, `person:${ben.person}`])
  expect((await edit(null, 3)).ok).toBe(true)
  expect(JSON.stringify((await product(id)).state.content)).not.toContain('forty thousand')
  await withdrawn(id)
})

test('whoever wrote it cannot approve it; a second approver is told that it is approved; what changed begins anew', async () => {
  const { id, version } = await drafted()
  expect(await refusal(ben, api.approveProduct, { id, version })).toMatchObject({ name: 'wrong-state' })
  expect(await refusal(carla, api.putForward, { id, version })).toMatchObject({ name: 'not-allowed' })
  const put = await anna.get(api.putForward, { id, version })
  expect(await refusal(anna, api.approveProduct, { id, version: put.version })).toMatchObject({
    name: 'second-person-needed',
  })
  expect(await refusal(ben, api.approveProduct, { id, version })).toMatchObject({ name: 'stale-version' })
  const both = await Promise.all([ben, carla].map((one) => one.call(api.approveProduct, { id, version: put.version })))
  expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true])
  expect(both.find(({ ok }) => !ok)).toMatchObject({
    problem: { refusal: 'wrong-state', detail: 'It is approved already.' },
  })
  const { state, fingerprint, moves } = await product(id)
  expect([state.status, state.approved?.fingerprint]).toEqual(['approved', fingerprint])
  expect(fingerprint).toBe(fingerprintOf(state.content))
  expect(moves.find(({ event }) => event === 'approve')).toMatchObject({ allowed: false })
  const back = await carla.get(api.returnProduct, { id, version: 3, reason: 'The number of users is old.' })
  expect(back).toMatchObject({ status: 'draft', version: 4 })
  expect((await product(id)).state.returned?.reason).toBe('The number of users is old.')
  const edited = await anna.get(api.editProduct, {
    id,
    version: 4,
    edits: [{ sentence: titleOf(state), text: 'Other' }],
  })
  expect(
    await refusal(anna, api.releaseProduct, { id, version: edited.version, channel: 'hand', to: 'Press' }),
  ).toMatchObject({
    name: 'wrong-state',
  })
  await withdrawn(id)
  expect(await refusal(anna, api.withdrawProduct, { id, version: 6, reason: 'Again' })).toMatchObject({
    name: 'wrong-state',
  })
})

const titleOf = (state: { content: { title: { id: string } } }) => state.content.title.id

test('where two are asked, two at the same moment both count', async () => {
  const { id, version } = await drafted({ template: 'two-approve' })
  const put = await anna.get(api.putForward, { id, version })
  const both = await Promise.all([ben, carla].map((one) => one.get(api.approveProduct, { id, version: put.version })))
  expect(both.map(({ stillNeeded }) => stillNeeded).toSorted()).toEqual([0, 1])
  const { state } = await product(id)
  expect([state.status, state.approvals.map(({ by }) => by).toSorted()]).toEqual([
    'approved',
    [ben, carla].map(({ person }) => `person:${person}`).toSorted(),
  ])
  expect(await refusal(ben, api.approveProduct, { id, version: put.version })).toMatchObject({ name: 'wrong-state' })
})

test('the next edition shows the difference to the last one, and ends it when it is released', async () => {
  const first = await approved()
  const out = { channel: 'hand' as const, to: 'Round table' }
  await ben.get(api.releaseProduct, { id: first.id, version: first.version, ...out, receipt: 'Taken' })
  await anna.get(declareIncident, { title: 'Not of this crisis' })
  const second = await drafted()
  expect(second.edition).toBe(first.edition + 1)
  const { state } = await product(second.id)
  expect([state.previous, state.content.changes?.added]).toEqual([first.id, []])
  const sentence = titleOf(state)
  await anna.get(api.editProduct, { id: second.id, version: 1, edits: [{ sentence, text: 'Payments work again' }] })
  const { changes } = (await product(second.id)).state.content
  expect(changes?.changed).toContainEqual({
    section: 'head',
    id: sentence,
    from: state.content.title.text,
    to: 'Payments work again',
  })
  const compared = await ben.get(api.compareProduct, { id: second.id, with: first.id })
  expect(compared).toEqual(changes)
  const put = await anna.get(api.putForward, { id: second.id, version: 2 })
  const yes = await ben.get(api.approveProduct, { id: second.id, version: put.version })
  await ben.get(api.releaseProduct, { id: second.id, version: yes.version, ...out })
  const ended = await product(first.id, ben)
  expect([ended.state.supersededBy, ended.state.releases[0]?.receipt?.text]).toEqual([second.id, 'Taken'])
  expect(await refusal(ben, api.releaseProduct, { id: first.id, version: ended.version, ...out })).toMatchObject({
    name: 'wrong-state',
    detail: expect.stringContaining('newer edition'),
  })
  expect(
    await refusal(anna, api.editProduct, { id: first.id, version: ended.version, edits: [{ sentence, text: 'x y' }] }),
  ).toMatchObject({ name: 'wrong-state' })
  await withdrawn(second.id)
})

test('a tear-line reaches more people, tells nothing of the crisis above it, and says to those above what it does not have', async () => {
  const above = await drafted({ template: 'technical-annex' })
  const marking = { tlp: 'GREEN' as Tlp }
  const low = { template: 'technical-annex', tearLineOf: above.id, marking, title: 'Payments in two Member States' }
  expect(await refusal(anna, api.draftProduct, { crisis, ...low, marking: { tlp: 'AMBER+STRICT' } })).toMatchObject({
    name: 'not-lower',
  })
  expect(await refusal(anna, api.draftProduct, { crisis, ...low, template: 'sitrep' })).toMatchObject({
    name: 'bad-input',
  })
  const below = await drafted(low)
  const seen = await product(below.id, stranger)
  const words = JSON.stringify(seen)
  for (const secret of ['Intruder', 'informant', 'Payments are disturbed', crisis, above.id, 'CRI-'])
    expect([secret, words.includes(secret)]).toEqual([secret, false])
  expect([seen.state.crisis, seen.crisis, seen.tearLineOf, seen.state.edition]).toEqual([null, null, null, 1])
  const walked = JSON.stringify(await stranger.get(trace, { id: below.id }))
  expect(walked).toContain('assess.incidentDeclared')
  expect([walked.includes(crisis), walked.includes(above.id)]).toEqual([false, false])
  expect((await product(below.id)).tearLineOf).toBe(above.id)
  expect((await product(below.id)).crisis?.id).toBe(crisis)
  expect((await product(above.id)).tearLines.map(({ id }) => id)).toEqual([below.id])
  expect(await stranger.call(api.getProduct, { id: above.id })).toMatchObject({ status: 404 })
  const { removed } = await anna.get(api.removedFrom, { id: above.id, tearLine: below.id })
  expect(removed.some(({ text }) => text.includes('Intruder'))).toBe(true)
  expect(removed.flatMap(({ because }) => because).some(({ marking: own }) => own.tlp === 'AMBER+STRICT')).toBe(true)
  const foreseen = await anna.get(api.removedFrom, { id: above.id, marking })
  expect(foreseen.removed.map(({ id }) => id)).toEqual(removed.map(({ id }) => id))
  expect(await refusal(anna, api.removedFrom, { id: above.id })).toMatchObject({ name: 'bad-input' })
  expect(await refusal(anna, api.removedFrom, { id: below.id, tearLine: above.id })).toMatchObject({
    name: 'not-lower',
  })
  expect(await refusal(stranger, api.removedFrom, { id: above.id, tearLine: below.id })).toMatchObject({
    name: 'unknown',
  })
  const again = await anna.get(api.redraftProduct, { id: below.id, version: 1 })
  expect([again.version, (await product(below.id)).state.content.title.text]).toEqual([
    2,
    expect.stringContaining('two Member States'),
  ])
  expect(await refusal(stranger, api.redraftProduct, { id: below.id, version: 2 })).toMatchObject({ name: 'unknown' })
  const mine = await anna.get(api.listProducts, { crisis, template: 'technical-annex' })
  expect(mine.items.map(({ id }) => id).toSorted()).toEqual([above.id, below.id].toSorted())
  expect((await stranger.get(api.listProducts, { crisis })).items).toEqual([])
  const theirs = await stranger.get(api.listProducts, { template: 'technical-annex' })
  expect(theirs.items.map(({ id }) => id)).toEqual([below.id])
  for (const format of ['md', 'html', 'json', 'docx', 'pdf']) {
    const { text } = await file(below.id, format, '', stranger)
    for (const secret of ['Intruder', 'informant', crisis])
      expect([format, text.includes(secret)]).toEqual([format, false])
  }
  await withdrawn(above.id)
  await withdrawn(below.id)
})

test('what was approved is what every file says, to the byte, whenever it is asked for', async () => {
  const { id, version } = await approved()
  const { fingerprint } = await product(id)
  const formats = ['pdf', 'html', 'md', 'json', 'edxl-sitrep'] as const
  const before = await Promise.all(formats.map((format) => file(id, format)))
  await ben.get(api.releaseProduct, { id, version, channel: 'hand', to: 'Round table' })
  const after = await Promise.all(formats.map((format) => file(id, format)))
  for (const [at, one] of before.entries()) {
    expect([one.status, one.name]).toEqual([200, expect.stringMatching(/CRI-\d+-\d+-sitrep-\d+-AMBER-STRICT\./)])
    expect([formats[at], one.bytes.equals(after[at]?.bytes ?? Buffer.from(''))]).toEqual([formats[at], true])
    if (formats[at] !== 'pdf') expect(one.text).toContain(fingerprint)
  }
  const pdf = readPdf(before[0]?.bytes ?? new Uint8Array())
  for (const page of pdf.pages) expect(page).toContain('TLP:AMBER+STRICT')
  expect(pdf.pages.join('\n').replace(/\s+/g, '')).toContain(fingerprint)
  const json = JSON.parse(before[3]?.text ?? '')
  expect([json.standing, fingerprintOf(json.content)]).toEqual([expect.stringContaining('approved on'), fingerprint])
  const word = await file(id, 'docx')
  expect(word.bytes.subarray(0, 2).toString()).toBe('PK')
  expect(await refusal(ben, api.exportProduct, { id, format: 'cap' })).toMatchObject({
    name: 'no-such-format',
    where: '/format',
  })
  expect((await file(id, 'pdf', '', stranger)).status).toBe(404)
  for (const one of before) for (const person of [anna, ben]) expect(one.text.includes(person.person)).toBe(false)
  await withdrawn(id)
  expect((await file(id, 'md')).text).toContain('Withdrawn')
})

test('a brief for ministers is one page', async () => {
  const { id } = await drafted({ template: 'political-brief' })
  expect(readPdf((await file(id, 'pdf')).bytes).pages.length).toBe(1)
  await withdrawn(id)
})

test('a public statement is an alert of CAP for everybody; the next one is an update of it', async () => {
  const ask = { template: 'public-statement', marking: { tlp: 'CLEAR' as Tlp }, title: 'Card payments' }
  const first = await approved({ ...ask, lines: ['Card payments are disturbed. Cash machines work.'] })
  const one = (await file(first.id, 'cap', '', stranger)).text
  expect(one).toContain('<scope>Public</scope>')
  expect(one).toContain('<msgType>Alert</msgType>')
  expect(one).toContain('Cash machines work.')
  const second = await drafted({ ...ask, lines: ['Card payments work again.'] })
  const two = (await file(second.id, 'cap')).text
  expect(two).toContain('<msgType>Update</msgType>')
  const identifier = /<identifier>([^<]+)</.exec(one)?.[1] ?? 'none'
  expect(/<references>([^<]+)</.exec(two)?.[1]).toContain(`,${identifier},`)
  expect(two).toContain('<status>Draft</status>')
})

test('a product is mailed with its marking first, the file attached where that may go in the clear; its receipt is kept', async () => {
  const { id, version } = await approved({ template: 'cyclone-impact' })
  const mail = { channel: 'email' as const, to: 'desk@ministry.example' }
  const release = (more: object) => refusal(ben, api.releaseProduct, { id, version, ...mail, ...more })
  expect(await release({ to: 'nobody' })).toMatchObject({ name: 'bad-address', where: '/to' })
  expect(await release({ at: '2025-03-10T10:00:00Z' })).toMatchObject({ name: 'impossible-times' })
  expect(await release({ format: 'cap' })).toMatchObject({ name: 'no-such-format' })
  expect(await release({ channel: 'hand', at: '2025-03-10T10:00:00Z' })).toMatchObject({ name: 'impossible-times' })
  expect(await release({ version: version - 1 })).toMatchObject({ name: 'stale-version' })
  const sent = await ben.get(api.releaseProduct, { id, version, ...mail })
  expect(sent).toMatchObject({ status: 'approved', release: { state: 'waiting', format: 'pdf' } })
  expect(await refusal(anna, api.redraftProduct, { id, version: sent.version })).toMatchObject({ name: 'wrong-state' })
  await expect.poll(async () => (await product(id)).state.status, { timeout: 40_000 }).toBe('released')
  const said = mails.at(-1) ?? ''
  expect(said).toMatch(/Subject: \[TLP:AMBER\+STRICT\]/)
  // Above TLP:GREEN nothing of it goes in the clear; with a key of the receiver it does (share-out.test.ts).
  expect(said).not.toContain('application/pdf')
  expect(said).toContain(`/products/${id}`)
  expect(said).not.toContain('Intruder')
  const at = (await product(id)).version
  const receipt = { id, version: at, release: sent.release.id, text: 'Received at the desk' }
  expect(await refusal(anna, api.recordProductReceipt, { ...receipt, release: anna.person })).toMatchObject({
    name: 'unknown',
  })
  expect(await refusal(anna, api.recordProductReceipt, { ...receipt, at: '2025-03-10T10:00:00Z' })).toMatchObject({
    name: 'impossible-times',
  })
  await anna.get(api.recordProductReceipt, receipt)
  expect((await product(id)).state.releases[0]?.receipt?.text).toBe('Received at the desk')
  const green = await approved({ template: 'cyclone-impact', marking: { tlp: 'GREEN' }, title: 'Payments' })
  const before = mails.length
  await ben.get(api.releaseProduct, { id: green.id, version: green.version, ...mail })
  await expect.poll(() => mails.length, { timeout: 40_000 }).toBe(before + 1)
  expect(mails.at(-1)).toContain('application/pdf')
})

test('who may not read the crisis or a product sees neither, and changes nothing', async () => {
  const { id } = await drafted({ template: 'reserve-request' })
  expect(await refusal(stranger, api.draftProduct, { crisis, template: 'sitrep' })).toMatchObject({ name: 'unknown' })
  const acts = [
    () => stranger.call(api.getProduct, { id }),
    () => stranger.call(api.editProduct, { id, version: 1, edits: [{ sentence: 'title', text: 'Mine' }] }),
    () => stranger.call(api.putForward, { id, version: 1 }),
    () => stranger.call(api.approveProduct, { id, version: 1 }),
    () => stranger.call(api.returnProduct, { id, version: 1, reason: 'No reason' }),
    () => stranger.call(api.releaseProduct, { id, version: 1, channel: 'hand', to: 'Somebody' }),
    () => stranger.call(api.withdrawProduct, { id, version: 1, reason: 'No reason' }),
    () => stranger.call(api.compareProduct, { id, with: id }),
  ]
  for (const act of acts) expect(await act()).toMatchObject({ ok: false, status: 404 })
  expect((await product(id)).version).toBe(1)
})

test('products are listed by page and status, and shown as they were', async () => {
  const page = await anna.get(api.listProducts, { limit: 2 })
  expect([page.items.length, page.next !== null]).toEqual([2, true])
  const next = await anna.get(api.listProducts, { limit: 2, after: page.next ?? '' })
  expect(next.items.map(({ id }) => id)).not.toEqual(page.items.map(({ id }) => id))
  expect(page.items.every(({ state }) => !('content' in state) && state.title.length > 0)).toBe(true)
  const gone = await anna.get(api.listProducts, { status: ['withdrawn'] })
  expect(gone.items.every(({ state }) => state.status === 'withdrawn')).toBe(true)
  const { id, version } = await drafted({ template: 'incident-review' })
  const then = await momentBetween()
  await anna.get(api.putForward, { id, version })
  const past = await product(id, anna, { asOf: then })
  expect([past.state.status, past.moves.some(({ allowed }) => allowed)]).toEqual(['draft', false])
})

test('in an exercise everything works the same, says EXERCISE first, and nothing leaves', async () => {
  for (const { person } of [anna, ben]) await admin.get(enterRealm, { person, exercise: 'storm' })
  const realm = { realm: 'exercise:storm' }
  const played = await aCrisis(realm)
  const { id, version } = await approved({ crisis: played }, realm)
  expect(await anna.call(api.getProduct, { id })).toMatchObject({ status: 404 })
  const { pages } = readPdf((await file(id, 'pdf', '&realm=exercise:storm')).bytes)
  for (const page of pages) expect(page).toContain('EXERCISE · TLP:AMBER+STRICT')
  expect((await file(id, 'md', '&realm=exercise:storm')).text.startsWith('**EXERCISE · ')).toBe(true)
  expect((await file(id, 'json', '&realm=exercise:storm')).name).toContain('EXERCISE-')
  const before = mails.length
  await ben.get(api.releaseProduct, { id, version, channel: 'email', to: 'desk@ministry.example' }, realm)
  await expect.poll(async () => (await product(id, ben, realm)).state.status, { timeout: 40_000 }).toBe('released')
  expect((await product(id, ben, realm)).state.releases[0]).toMatchObject({ state: 'held' })
  expect(mails.length).toBe(before)
})

test('what the entries of products add up to is what stands in the tables', async () => {
  const rebuilt = await admin.get(rebuildTables, {})
  expect(rebuilt).toMatchObject({ equal: true })
})
