// This node as a signed feed, read by another node over a host of files: what is signed is taken, and what somebody changed is noticed.
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '#federate/api/misp.ts'
import { migratedStorage } from '../setup/database.ts'
import { type Client, startTestNode, type TestNode } from '../setup/node.ts'
import type { Storage } from '../setup/storage.ts'

let node: TestNode
let other: TestNode
let storage: Storage
let files: Server
let url = ''
let anna: Client
let bert: Client
const held = new Map<string, string>()

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const now = () => Math.floor(Date.now() / 1000)
const openpgp = () => import('openpgp')

function event(n: number, more: Record<string, unknown> = {}) {
  const timestamp = String(now() - 500)
  const part = (m: number, type: string, value: string) => ({
    ...{
      uuid: uuid(n * 100 + m),
      type,
      category: 'Network activity',
      value,
      to_ids: true,
      timestamp,
      distribution: '5',
    },
  })
  return {
    ...{
      uuid: uuid(n),
      info: `Flood ${n}`,
      date: '2026-03-10',
      threat_level_id: '2',
      analysis: '1',
      distribution: '3',
    },
    ...{ published: true, timestamp, Orgc: { uuid: uuid(900), name: 'Example CERT' }, Tag: [{ name: 'tlp:clear' }] },
    Attribute: [part(1, 'ip-dst', `203.0.113.${n}`), part(2, 'domain|ip', `a${n}.example|198.51.100.${n}`)],
    ...more,
  }
}

async function key(date: Date) {
  const { generateKey } = await openpgp()
  return generateKey({ userIDs: [{ name: 'A node', email: 'desk@csirt.example' }], date })
}

beforeAll(async () => {
  storage = await migratedStorage()
  const { privateKey } = await key(new Date(Date.now() - 60_000))
  await writeFile(join(storage.folder, 'openpgp.key'), privateKey, { mode: 0o600 })
  node = await startTestNode({ storage })
  other = await startTestNode({ env: { TOCSIN_FETCH_ALLOW: '127.0.0.1' } })
  anna = await node.signedIn({ roles: ['analyst', 'liaison'] })
  bert = await other.signedIn({ roles: ['analyst', 'liaison'] })
  const upload = [event(1), event(2), event(3, { Tag: [{ name: 'tlp:green' }] }), event(4, { published: false })]
  await anna.get(api.importMisp, {}, { upload: Buffer.from(JSON.stringify(upload.map((Event) => ({ Event })))) })
  // A host of files, as feeds are served: what it holds can be changed by whoever runs it.
  files = createServer((request, response) => {
    const found = held.get((request.url ?? '').slice(1))
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(found ?? '')
  })
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(files.address() as AddressInfo).port}`
}, 180_000)
afterAll(async () => {
  files?.close()
  await other?.stop()
  await node?.stop()
  await storage?.remove()
})

const file = async (name: string) => {
  const response = await fetch(`${node.url}/feeds/misp/${name}`)
  return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() }
}

test('the manifest is signed byte for byte, and every change of it is seen', async () => {
  const { createMessage, readKey, readSignature, verify } = await openpgp()
  const [manifest, signature, publicKey] = [
    await file('manifest.json'),
    await file('manifest.json.asc'),
    await file('openpgp-key.asc'),
  ]
  expect([signature.type, publicKey.type]).toEqual(['application/pgp-signature', 'application/pgp-keys'])
  const good = async (text: string) => {
    const { signatures } = await verify({
      message: await createMessage({ binary: Buffer.from(text) }),
      signature: await readSignature({ armoredSignature: signature.text }),
      verificationKeys: await readKey({ armoredKey: publicKey.text }),
    })
    return signatures[0]?.verified.then(
      () => true,
      () => false,
    )
  }
  expect(await good(manifest.text)).toBe(true)
  for (const changed of [manifest.text.replace('Flood 1', 'Flood 9'), `${manifest.text} `, manifest.text.slice(0, -2)])
    expect(await good(changed)).toBe(false)
  expect(Object.keys(JSON.parse(manifest.text)).sort()).toEqual([uuid(1), uuid(2)])
})

test('hashes.csv has the MD5 of each value and of both halves of a composed one, of what is open and published', async () => {
  const md5 = (text: string) => createHash('md5').update(text).digest('hex')
  const lines = (await file('hashes.csv')).text.trim().split('\n')
  const values = (n: number) => [`203.0.113.${n}`, `a${n}.example|198.51.100.${n}`, `a${n}.example`, `198.51.100.${n}`]
  const wanted = [1, 2].flatMap((n) => values(n).map((value) => `${md5(value)},${uuid(n)}`))
  expect(lines.sort()).toEqual(wanted.sort())
})

test('another node follows it with its key: what was signed comes, a changed manifest or a missing signature stops it', async () => {
  for (const name of ['manifest.json', 'manifest.json.asc', `${uuid(1)}.json`, `${uuid(2)}.json`])
    held.set(name, (await file(name)).text)
  const openpgpKey = (await file('openpgp-key.asc')).text
  const looked = await bert.get(api.checkMisp, { kind: 'feed', url, openpgp: openpgpKey })
  expect(looked).toMatchObject({ events: 2, signed: true, version: null, remarks: [] })
  const { publicKey } = await key(new Date(Date.now() - 60_000))
  const stranger = await bert.call(api.checkMisp, { kind: 'feed', url, openpgp: publicKey })
  expect(stranger.ok ? '' : stranger.problem.detail).toContain('not signed by the key')
  const { id } = await bert.get(api.followMisp, { kind: 'feed', url, openpgp: openpgpKey })
  expect(await bert.get(api.pollMisp, { id })).toMatchObject({ outcome: 'taken', new: 2, refused: 0 })
  const signed = held.get('manifest.json') ?? ''
  held.set('manifest.json', signed.replace(uuid(2), uuid(5)))
  held.set(`${uuid(5)}.json`, JSON.stringify({ Event: event(5) }))
  const forged = await bert.get(api.pollMisp, { id })
  expect([forged.outcome, forged.new]).toEqual(['failed', 0])
  expect(forged.error).toContain('not signed')
  held.set('manifest.json', signed)
  held.delete('manifest.json.asc')
  expect((await bert.get(api.pollMisp, { id })).error).toContain('signature was answered with status 404')
  expect((await bert.get(api.listMisp, {})).items.map(({ uuid: one }) => one).sort()).toEqual([uuid(1), uuid(2)])
  expect((await bert.get(api.listMisp, {})).items.every(({ marking }) => marking.tlp === 'CLEAR')).toBe(true)
})
