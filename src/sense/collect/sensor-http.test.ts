// The sensor's web server over real sockets: the form, its limits, the token, the headers.
import { request as ask } from 'node:http'
import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { TakenReport } from './messages.ts'
import { openSensorHttp, type SensorHttp, type SensorHttpOptions } from './sensor-http.ts'

let open: SensorHttp | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

interface Started {
  address: string
  port: number
  reports: TakenReport[]
  lost: string[]
  written: number[]
}

async function start(
  options: Partial<SensorHttpOptions> = {},
  services: string[] = [],
  full = false,
): Promise<Started> {
  const reports: TakenReport[] = []
  const lost: string[] = []
  const written: number[] = []
  open = await openSensorHttp(
    { host: '127.0.0.1', port: 0, token: 'secret', trustProxy: false, ...options },
    {
      services: () => services,
      report: async (report) => {
        reports.push(report)
        return full ? { status: 503, says: 'Too much waits.' } : { status: 202, says: 'Counted.' }
      },
      remoteWrite: async (body) => {
        written.push(body.length)
        return { status: 204, says: '' }
      },
      complaintFile: async () => ({ status: 200, says: '3 reports' }),
      health: () => ({ healthy: true, says: { upSeconds: 1 } }),
      metrics: () => 'tocsin_sensor_datagrams_total 0\n',
      lost: (reason) => lost.push(reason),
      nowMs: () => 1_800_000_000_000,
    },
  )
  const { port } = open.bound
  return { address: `http://127.0.0.1:${port}`, port, reports, lost, written }
}

const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) })

test('a report from the form is counted without whose it is', async () => {
  const { address, reports } = await start()
  const response = await fetch(
    `${address}/report`,
    form({ service: 'Tax portal', region: 'be-vlg', kind: 'slow', text: 'hm' }),
  )
  expect(response.status).toBe(202)
  expect(await response.text()).toContain('Thank you')
  expect(reports).toHaveLength(1)
  expect(reports[0]).toMatchObject({
    at: 1_800_000_000,
    service: 'Tax portal',
    region: 'BE-VLG',
    kind: 'slow',
    text: 'hm',
  })
  expect(JSON.stringify(reports)).not.toContain('127.0.0.1')
})

test('a report as JSON is counted too', async () => {
  const { address, reports } = await start()
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ service: 'Tax portal', kind: 'errors' })
  expect((await fetch(`${address}/report`, { method: 'POST', headers, body })).status).toBe(202)
  expect((await fetch(`${address}/report`, { method: 'POST', headers, body: '[' })).status).toBe(400)
  expect(reports.map(({ kind }) => kind)).toEqual(['errors'])
})

test('a report that could not be kept is not thanked for', async () => {
  const { address } = await start({}, [], true)
  const response = await fetch(`${address}/report`, form({ service: 'Tax portal', kind: 'slow' }))
  expect(response.status).toBe(503)
  expect(await response.text()).toContain('Too much waits.')
})

test('what is wrong stands beside its field, and what came in is shown as text', async () => {
  const { address, reports } = await start({}, ['Tax portal'])
  const response = await fetch(
    `${address}/report`,
    form({ service: '<script>x</script>', region: 'Belgium', kind: 'no' }),
  )
  const html = await response.text()
  expect(response.status).toBe(422)
  expect(html).toMatch(/aria-invalid="true" aria-describedby="region-fault"/)
  expect(html).toMatch(/id="kind-fault"/)
  expect(html).not.toContain('<script>')
  expect(reports).toEqual([])
})

test('no page may be framed, scripted or kept, and the style is named by its hash', async () => {
  const { address } = await start()
  const { headers } = await fetch(`${address}/report`)
  expect(headers.get('content-security-policy')).toMatch(
    /default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
  )
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('x-frame-options')).toBe('DENY')
})

test('more reports than a person needs are refused, and others can still report', async () => {
  const { address, reports, lost } = await start({ trustProxy: true })
  const from = (forwarded: string) =>
    fetch(`${address}/report`, { ...form({ service: 'x', kind: 'slow' }), headers: { 'x-forwarded-for': forwarded } })
  const statuses = []
  for (let time = 0; time < 31; time++) statuses.push((await from('203.0.113.9, 198.51.100.7')).status)
  expect(statuses.slice(0, 30).every((status) => status === 202)).toBe(true)
  expect(statuses[30]).toBe(429)
  expect(lost).toEqual(['http-rate'])
  // What stands before the last address can be written by anybody, so it makes nobody new.
  expect((await from('192.0.2.1, 198.51.100.7')).status).toBe(429)
  expect((await from('198.51.100.8')).status).toBe(202)
  expect(new Set(reports.map(({ reporter }) => reporter)).size).toBe(2)
  expect(new Set(reports.map(({ network }) => network)).size).toBe(1)
})

test('without a proxy that is trusted, the header of an address changes nothing', async () => {
  const { address, reports } = await start()
  for (const forwarded of ['192.0.2.1', '192.0.2.2'])
    await fetch(`${address}/report`, {
      ...form({ service: 'x', kind: 'slow' }),
      headers: { 'x-forwarded-for': forwarded },
    })
  expect(new Set(reports.map(({ reporter }) => reporter)).size).toBe(1)
})

test("a page of somebody else's cannot report for those who look at it", async () => {
  const { address, reports } = await start()
  const response = await fetch(`${address}/report`, {
    ...form({ service: 'x', kind: 'slow' }),
    headers: { 'sec-fetch-site': 'cross-site' },
  })
  expect(response.status).toBe(403)
  expect(reports).toEqual([])
})

test('remote write and complaint files need the token', async () => {
  const { address, written } = await start()
  const write = (authorization: string) =>
    fetch(`${address}/api/v1/write`, { method: 'POST', body: 'abc', headers: { authorization } })
  expect((await write('Bearer wrong!')).status).toBe(401)
  expect((await write('')).status).toBe(401)
  expect((await write('Bearer secret')).status).toBe(204)
  expect(written).toEqual([3])
  const file = await fetch(`${address}/complaints.csv`, {
    method: 'POST',
    body: 'a',
    headers: { authorization: 'Bearer secret' },
  })
  expect(await file.json()).toEqual({ says: '3 reports' })
})

test('where no token is set, nobody can write', async () => {
  const { address, written } = await start({ token: null })
  const response = await fetch(`${address}/api/v1/write`, {
    method: 'POST',
    body: 'abc',
    headers: { authorization: 'Bearer null' },
  })
  expect(response.status).toBe(403)
  expect(written).toEqual([])
})

test('a body without an end is cut where the bound is, announced or not', async () => {
  const { address, port, lost } = await start()
  // The answer may be overtaken by the end of the connection; then there is none, and never another one.
  const status = await new Promise((resolve) => {
    const sending = ask({ port, host: '127.0.0.1', path: '/report', method: 'POST' }, (response) => {
      resolve(response.statusCode)
      response.resume()
    })
    sending.on('error', () => {})
    const piece = 'x'.repeat(10_000)
    const writing = setInterval(() => sending.write(piece), 1)
    sending.on('close', () => {
      clearInterval(writing)
      resolve(undefined)
    })
  })
  expect([413, undefined]).toContain(status)
  const announced = await fetch(`${address}/report`, { method: 'POST', body: 'x'.repeat(20_000) })
  expect(announced.status).toBe(413)
  expect(lost).toEqual(['http-too-large', 'http-too-large'])
})

test('what is no HTTP is closed, and the server goes on', async () => {
  const { address, port } = await start()
  await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('\u0000\u0001 nonsense\r\n\r\n'))
    socket.on('error', () => {})
    socket.on('close', resolve)
  })
  expect((await fetch(`${address}/healthz`)).status).toBe(200)
})

test('health and metrics are told, and other paths are not there', async () => {
  const { address } = await start()
  expect(await (await fetch(`${address}/metrics`)).text()).toContain('tocsin_sensor_datagrams_total')
  expect(await (await fetch(`${address}/healthz`)).json()).toEqual({ upSeconds: 1 })
  expect((await fetch(`${address}/other`)).status).toBe(404)
})
