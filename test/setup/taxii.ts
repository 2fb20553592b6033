// A node with collections, readers and objects for reading its TAXII server as others would test it: raw requests, with nothing added to
// what a row of a table says. Each row names the section of the standard (OASIS, 10 June 2021) that says what must come back.
import { randomUUID } from 'node:crypto'
import { type IncomingHttpHeaders, request } from 'node:http'
import { expect, test } from 'vitest'
import * as api from '#federate/api/objects.ts'
import { createToken, enterRealm, registerOrganisation } from '#people/api.ts'
import type { TokenScope } from '#people/model.ts'
import { type Client, startTestNode, type TestNode } from './node.ts'

export const type = 'application/taxii+json;version=2.1'
export const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/
export const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
export let node: TestNode
/** May read and write in `shared`; `reading` may only read there; `dropping` may only write in `drop`. */
export let writing: string
export let reading: string
export let dropping: string
export let deleting: string
export let shared: string
export let drop: string

export interface Got {
  status: number
  headers: IncomingHttpHeaders
  text: string
  body: Record<string, unknown>
}
export interface Asked {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
}

/** Nothing is added to what the row says: no Accept, no Content-Type, no spelling of the path. */
export function raw(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Got> {
  const { hostname, port } = new URL(node.url)
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const sent = request({ hostname, port, path, method, headers: { ...length, ...headers } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        const body = text === '' ? {} : JSON.parse(text)
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, body })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
export const basic = (token: string) => ({ authorization: `Basic ${Buffer.from(`us:${token}`).toString('base64')}` })
export const ask = (token: string, path: string, asked: Asked = {}) =>
  raw(path, { ...asked, headers: { accept: type, ...basic(token), ...asked.headers } })
export const at = (place = '', collection = shared) => `/taxii2/live/collections/${collection}/${place}`
export const post = (body: unknown, headers: Record<string, string> = {}, token = writing, to = shared) =>
  ask(token, at('objects/', to), {
    ...{ method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) },
    headers: { 'content-type': type, ...headers },
  })
export const idsOf = ({ body }: Got) => ((body.objects ?? []) as { id: string }[]).map(({ id }) => id)
export const versionsOf = ({ body }: Got) =>
  ((body.objects ?? []) as { modified?: string }[]).map(({ modified }) => modified)

export const [m1, m2, m3] = [
  '2026-03-10T09:45:00.000Z',
  '2026-03-11T09:45:00.000Z',
  '2026-03-12T09:45:00.000Z',
] as const
export const green = { object_marking_refs: ['marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb'] }
export function indicator(more: Record<string, unknown> = {}) {
  return {
    ...{ type: 'indicator', spec_version: '2.1', id: `indicator--${randomUUID()}`, created: m1, modified: m1 },
    ...{ name: 'Flood of the port', pattern: "[ipv4-addr:value = '198.51.100.7']", pattern_type: 'stix' },
    ...{ valid_from: m1, ...green, ...more },
  }
}
/** As STIX 2.0 spells it: without spec_version, with labels. */
export function older(more: Record<string, unknown>) {
  const { spec_version: _spec, pattern_type: _type, ...object } = indicator(more)
  return { ...object, labels: ['malicious-activity'] }
}

export const two = indicator()
export const mixed = older({ id: `indicator--${randomUUID()}` })
export const malware = {
  ...{ type: 'malware', spec_version: '2.1', id: `malware--${randomUUID()}`, created: m1, modified: m1 },
  ...{ name: 'Bell worm', is_family: true, ...green },
}
export const address = {
  type: 'ipv4-addr',
  spec_version: '2.1',
  id: `ipv4-addr--${randomUUID()}`,
  value: '198.51.100.7',
  ...green,
}
export const statement = {
  ...{ type: 'marking-definition', spec_version: '2.1', id: `marking-definition--${randomUUID()}`, created: m1 },
  ...{ definition_type: 'statement', definition: { statement: 'Terms of use' }, ...green },
}
export const inShared = [
  two,
  { ...two, modified: m2 },
  mixed,
  { ...mixed, spec_version: '2.1', pattern_type: 'stix', modified: m2 },
]

export async function tokenOf(client: Client, scope: TokenScope = { readOnly: false }): Promise<string> {
  const expires = new Date(Date.now() + 5 * 86_400_000).toISOString()
  return (await client.get(createToken, { name: 'TAXII', scope, expires })).token
}

/** Once for each file, before its first test. */
export async function startTaxii(): Promise<void> {
  node = await startTestNode()
  const admin = await node.administrator()
  const roles = ['analyst' as const, 'liaison' as const]
  const register = async (name: string) =>
    (await admin.get(registerOrganisation, { name, kind: 'operator' as const, country: 'AT', sectors: ['energy'] })).id
  const anna = await node.signedIn({ roles })
  await admin.get(enterRealm, { person: anna.person, exercise: 'storm' })
  const reader = await node.signedIn({ roles, organisation: await register('Example Grid') })
  const dropper = await node.signedIn({ roles, organisation: await register('Another company') })
  writing = await tokenOf(anna)
  deleting = await tokenOf(anna, { readOnly: false, only: ['federate.removeObject'] })
  reading = await tokenOf(reader)
  dropping = await tokenOf(dropper)
  const open = async (alias: string, more: object = {}) =>
    (await anna.get(api.openCollection, { alias, title: `Objects of ${alias}`, marking: { tlp: 'GREEN' }, ...more })).id
  shared = await open('shared')
  drop = await open('drop', {
    read: { organisations: [reader.organisation], roles: [] },
    write: { organisations: [dropper.organisation], roles: [] },
  })
  await open('empty')
  // One after the other, so that the order in which they were added is this one.
  for (const object of [...inShared, malware, address, statement]) await post({ objects: [object] })
}

export interface Row {
  section: string
  says: string
  ask: () => Promise<Got>
  status: number
  also?: (got: Got) => void
}

export function check(rows: readonly Row[]): void {
  test.each(rows.map((row) => [row.section, row.says, row] as const))('%s: %s', async (_section, _says, row) => {
    const got = await row.ask()
    expect(got.status).toBe(row.status)
    if (got.status !== 204) expect(got.headers['content-type']).toBe(type)
    // No page of another origin may read it.
    expect(Object.keys(got.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
    if (got.status >= 400 && got.text !== '') {
      expect(got.body).toMatchObject({ title: expect.any(String), http_status: String(row.status) })
      expect(Object.values(got.body).every((value) => typeof value === 'string')).toBe(true)
    }
    row.also?.(got)
  })
}
