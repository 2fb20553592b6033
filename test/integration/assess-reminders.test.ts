// Nobody misses a clock: mail and calls that really leave, over a mail server and a web server on loopback; and a calendar.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getAssessment, openAssessment, setAnchor } from '#assess/api/assessments.ts'
import { getDuty, recordSubmission } from '#assess/api/duties.ts'
import {
  addWebhook,
  chooseReminders,
  closeCalendar,
  listWebhooks,
  openCalendar,
  reminderChoices,
  removeWebhook,
  tryWebhook,
} from '#assess/api/reminders.ts'
import { declareIncident } from '#assess/api.ts'
import { enterRealm } from '#people/api.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import { clockAt } from '../setup/sense.ts'

const at = (moment: string) => Date.parse(moment) / 1000
const clock = clockAt(at('2027-01-26T08:00:00Z'))
const mails: { to: string; text: string }[] = []
const calls: { event: string; [field: string]: unknown }[] = []
let smtp: SMTPServer
let web: Server
let node: TestNode
let officer: Client
let analyst: Client
let assessment: string
let warning: string
let address: string

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    async onData(stream, session, taken) {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk)
      const text = Buffer.concat(chunks).toString().replace(/=\r\n/g, '').replace(/\r\n /g, ' ')
      mails.push({ to: session.envelope.rcptTo.map((one) => one.address).join(), text })
      taken()
    },
  })
  smtp.listen(0, '127.0.0.1')
  await once(smtp.server, 'listening')
  web = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    calls.push(JSON.parse(body))
    response.end('heard')
  }).listen(0, '127.0.0.1')
  await once(web, 'listening')
  const port = (server: { address(): unknown }) => (server.address() as AddressInfo).port
  node = await startTestNode({
    clock,
    env: {
      TOCSIN_SMTP_URL: `smtp://127.0.0.1:${port(smtp.server)}`,
      TOCSIN_MAIL_FROM: 'tocsin@csirt.example',
      TOCSIN_FETCH_ALLOW: '127.0.0.1',
    },
  })
  officer = await node.signedIn({ roles: ['duty-officer', 'crisis-manager'] })
  analyst = await node.signedIn({ roles: ['analyst'] })
  await officer.get(addWebhook, { name: 'Pager', url: `http://127.0.0.1:${port(web)}/hook` })
  const { id: incident } = await officer.get(declareIncident, { title: 'Turbines stand still' })
  const opened = await officer.get(openAssessment, {
    incident,
    entity: { name: 'Made-up Power', types: ['nis2_other_entity'], countries: ['BE'], timeZone: 'Europe/Brussels' },
    answers: [
      { fact: 'entity.nis2_class', value: 'essential' },
      { fact: 'incident.severe_operational_disruption', value: 'caused' },
    ],
    awareness: '2027-01-26T08:00:00.000Z',
  })
  assessment = opened.id
  const { duties } = await officer.get(getAssessment, { id: assessment })
  warning = duties.find(({ state }) => state.regime === 'nis2' && state.report === 'early_warning')?.id ?? ''
}, 120_000)
afterAll(async () => {
  await node.stop()
  await new Promise<void>((resolve) => smtp.close(resolve))
  web.closeAllConnections()
  await new Promise((resolve) => web.close(resolve))
})

/** The jobs run by real time, whatever the clock of the node says. */
async function until(what: () => boolean | Promise<boolean>, seconds = 30): Promise<void> {
  for (let tries = 0; tries < seconds * 5; tries++) {
    if (await what()) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('It did not come to pass in time')
}
const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))
/** Sessions end when nobody uses them for half a day. */
async function goTo(moment: string): Promise<void> {
  for (let now = clock.now().getTime() / 1000; now < at(moment); ) {
    now = Math.min(now + 6 * 3600, at(moment))
    clock.set(now)
    for (const one of [officer, analyst, await node.administrator()]) await one.get(reminderChoices, {})
  }
}
const ofWarning = () => calls.filter((call) => call.duty === warning)

test('whoever holds the duty gets mail unless they say no; an analyst when they say yes', async () => {
  const choices = await officer.get(reminderChoices, {})
  expect(choices).toMatchObject({ mail: true, mailPossible: true, hoursBefore: [12, 4, 1] })
  address = choices.address ?? ''
  expect(await analyst.get(reminderChoices, {})).toMatchObject({ mail: false })
})

test('four hours before the limit those concerned are told once, and the call says no more than it may', async () => {
  await goTo('2027-01-27T04:00:30Z')
  await until(() => ofWarning().some((call) => call.event === 'clock.due-soon'))
  const told = () => mails.filter(({ text }) => text.includes('Early warning') && text.includes('Due in 4 hours'))
  await until(() => told().some(({ to }) => to === address))
  const call = ofWarning().find((one) => one.event === 'clock.due-soon')
  expect(call).toMatchObject({ report: 'early_warning', due: '2027-01-27T08:00:00.000Z', tlp: 'AMBER+STRICT' })
  expect(JSON.stringify(call)).not.toContain('Made-up Power')
  const [soon] = told()
  expect(soon?.text).not.toContain('Made-up Power')
  expect(soon?.text).toContain('09:00 Europe/Brussels')
  const { state } = await officer.get(getDuty, { id: warning })
  expect(state.reminded.map(({ what }) => what)).toContain('before-4h')
  await pause(5)
  expect(new Set(told().map(({ to }) => to)).size).toBe(told().length)
  expect(ofWarning().filter(({ event }) => event === 'clock.due-soon')).toHaveLength(1)
}, 90_000)

test('a clock that moves is told to those concerned, from when to when and why', async () => {
  const { version } = await officer.get(getAssessment, { id: assessment })
  await officer.get(setAnchor, {
    id: assessment,
    version,
    anchor: 'awareness',
    at: '2027-01-26T10:00:00.000Z',
    reason: 'The shift lead was sure only then.',
  })
  await until(() => ofWarning().some((call) => call.event === 'clock.moved'))
  expect(ofWarning().find((call) => call.event === 'clock.moved')).toMatchObject({
    from: '2027-01-27T08:00:00.000Z',
    to: '2027-01-27T10:00:00.000Z',
  })
}, 60_000)

test('a limit that passes is told at once, and again while nothing is handed in', async () => {
  await goTo('2027-01-27T10:00:02Z')
  await until(() => ofWarning().some((call) => call.event === 'clock.due'))
  await goTo('2027-01-27T22:00:02Z')
  await until(() => ofWarning().some((call) => call.event === 'clock.overdue'))
}, 90_000)

test('what was handed in reminds nobody', async () => {
  const { version } = await officer.get(getDuty, { id: warning })
  await officer.get(recordSubmission, {
    id: warning,
    version,
    at: '2027-01-27T22:00:00.000Z',
    channel: 'portal',
    to: 'CSIRT',
    lateBecause: 'The portal was down.',
  })
  const many = ofWarning().length
  await goTo('2027-01-28T12:00:00Z')
  await pause(5)
  expect(ofWarning()).toHaveLength(many)
}, 60_000)

test('a calendar is fetched without signing in, by whoever knows its address, until it is closed', async () => {
  const { id, url } = await officer.get(openCalendar, {})
  const path = url.slice(url.indexOf('/feeds'))
  const fetched = await fetch(node.url + path)
  expect(fetched.headers.get('content-type')).toContain('text/calendar')
  const text = await fetched.text()
  expect(text).toContain('BEGIN:VCALENDAR')
  expect(text).toContain('Handed in: Early warning')
  expect(text.replace(/\r\n /g, '')).toContain('Due: Incident notification')
  expect((await fetch(`${node.url}${path.slice(0, -1)}X`)).status).toBe(404)
  expect((await fetch(`${node.url}${path}&realm=exercise:storm`)).status).toBe(404)
  expect(await officer.get(reminderChoices, {})).toMatchObject({ calendars: [{ id }] })
  await analyst.call(closeCalendar, { id }).then((reply) => expect(reply).toMatchObject({ ok: false, status: 404 }))
  await officer.get(closeCalendar, { id })
  expect((await fetch(node.url + path)).status).toBe(404)
})

test('in an exercise nothing leaves', async () => {
  const realm = 'exercise:storm'
  const admin = await node.administrator()
  await admin.get(enterRealm, { person: officer.person, exercise: 'storm' })
  const [before, hooks] = [mails.length, calls.length]
  await officer.get(
    openAssessment,
    {
      title: 'A played outage',
      entity: { name: 'Made-up Power', types: ['nis2_other_entity'], countries: ['BE'], timeZone: 'Europe/Brussels' },
      answers: [
        { fact: 'entity.nis2_class', value: 'essential' },
        { fact: 'incident.severe_operational_disruption', value: 'caused' },
      ],
      awareness: '2027-01-27T12:00:00.000Z',
    },
    { realm },
  )
  await pause(4)
  expect(mails.slice(before).filter(({ text }) => text.includes('EXERCISE'))).toEqual([])
  expect(calls.slice(hooks).filter((call) => call.realm === realm)).toEqual([])
}, 60_000)

test('a webhook is tried, shows how the last call ended, and is removed; a closed address is refused', async () => {
  const [hook] = (await officer.get(listWebhooks, {})).items
  expect(hook?.last).toMatchObject({ state: 'sent' })
  await officer.get(tryWebhook, { id: hook?.id ?? '' })
  await until(() => calls.some(({ event }) => event === 'clock.test'))
  await officer.get(removeWebhook, { id: hook?.id ?? '' })
  expect((await officer.get(listWebhooks, {})).items).toEqual([])
  const closed = await officer.call(addWebhook, { name: 'Inside', url: 'http://169.254.169.254/latest' })
  expect(closed).toMatchObject({ ok: false, problem: { refusal: 'address-not-allowed' } })
  expect(await analyst.call(addWebhook, { name: 'Mine', url: 'https://example.org/' })).toMatchObject({ status: 403 })
}, 60_000)

test('whoever said no gets no mail', async () => {
  await officer.get(chooseReminders, { mail: false })
  expect(await officer.get(reminderChoices, {})).toMatchObject({ mail: false })
  await pause(4)
  const mine = () => mails.filter(({ to, text }) => to === address && text.includes('Incident notification'))
  const before = mine().length
  await goTo('2027-01-29T09:00:30Z')
  await until(async () => {
    const { duties } = await officer.get(getAssessment, { id: assessment })
    const notification = duties.find(({ state }) => state.report === 'incident_notification' && state.regime === 'nis2')
    const { state } = await officer.get(getDuty, { id: notification?.id ?? '' })
    return state.reminded.some(({ what }) => what === 'before-1h')
  })
  await pause(3)
  expect(mine()).toHaveLength(before)
}, 90_000)
