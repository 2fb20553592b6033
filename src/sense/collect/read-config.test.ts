// What a sensor is told: the file, the flags, and faults that name their field.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { exampleConfig } from '../model/sensor-config.ts'
import { checkConfig, endpoint, readSensorSettings } from './read-config.ts'

const folder = mkdtempSync(join(tmpdir(), 'tocsin-config-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the example that is printed is a config', () => {
  const config = checkConfig(structuredClone(exampleConfig), 'the example')
  expect(config.flows?.listen).toHaveLength(3)
  expect(JSON.stringify(config)).not.toContain('//sensor')
})

test('with nothing said it listens on the standard ports, believes all, and has no hub', () => {
  const settings = readSensorSettings({}, {}, folder)
  expect(settings).toMatchObject({ realm: 'live', hub: null, targets: null, settleSeconds: 30, http: null })
  expect(settings.flows).toMatchObject({ listen: null, allow: [], threads: 1 })
  expect(settings.spool.folder).toBe(join(folder, 'sensor'))
})

test('a fault names the field', () => {
  expect(() => checkConfig({ flows: { listen: [{ port: 99_999 }] } }, 'x.json')).toThrow(
    /x\.json: flows\.listen\.0\.port/,
  )
  expect(() => checkConfig({ flosw: {} }, 'x.json')).toThrow(/flosw/)
  expect(() => checkConfig('text', 'x.json')).toThrow(/the document/)
  expect(() => checkConfig({ targets: [{ id: 'a', prefixes: ['10.0.0.1/8'] }] }, 'x.json')).toThrow(
    /targets\.0\.prefixes\.0.*10\.0\.0\.0\/8/,
  )
  expect(() => checkConfig({ flows: { allow: ['10.0.0.0/99'] } }, 'x.json')).toThrow(/flows\.allow\.0/)
})

test('flags go before the file, and leave the rest of it standing', () => {
  const config = join(folder, 'sense.json')
  writeFileSync(config, JSON.stringify({ sensor: 'from-file', flows: { allow: ['192.0.2.1'], threads: 2 } }))
  const settings = readSensorSettings({ config, sensor: 'from-flag', listen: ['127.0.0.1:0'] }, {}, folder)
  expect(settings.sensor).toBe('from-flag')
  expect(settings.flows).toMatchObject({ allow: ['192.0.2.1'], threads: 2, listen: [{ host: '127.0.0.1', port: 0 }] })
})

test('a target on the command line is split into networks and hosts', () => {
  const { targets } = readSensorSettings(
    { target: ['portal=198.51.100.0/24,2001:db8::/32,tax.example.org'] },
    {},
    folder,
  )
  expect(targets).toEqual([
    { id: 'portal', prefixes: ['198.51.100.0/24', '2001:db8::/32'], hosts: ['tax.example.org'], services: ['portal'] },
  ])
})

test('the hub comes from flags or the environment, with a token, and only one way', () => {
  expect(readSensorSettings({}, { TOCSIN_URL: 'https://hub/', TOCSIN_TOKEN: 't' }, folder).hub).toEqual({
    kind: 'http',
    url: 'https://hub',
    token: 't',
  })
  expect(readSensorSettings({ out: 'frames' }, { NATS_URL: 'nats://x' }, folder).hub).toEqual({
    kind: 'folder',
    folder: 'frames',
  })
  expect(readSensorSettings({}, { NATS_URL: 'nats://x' }, folder).hub).toEqual({ kind: 'nats', url: 'nats://x' })
  expect(() => readSensorSettings({ hub: 'https://hub' }, {}, folder)).toThrow(/hub\.tokenFile/)
  expect(() => readSensorSettings({ hub: 'ftp://hub' }, { TOCSIN_TOKEN: 't' }, folder)).toThrow(/https/)
  const config = join(folder, 'two.json')
  writeFileSync(config, JSON.stringify({ hub: { url: 'https://hub', folder: 'x' } }))
  expect(() => readSensorSettings({ config }, {}, folder)).toThrow(/more than one way/)
})

test('an endpoint is a port, or a host and a port', () => {
  expect(endpoint('2055', '--listen')).toEqual({ port: 2055 })
  expect(endpoint('[::1]:9', '--listen')).toEqual({ host: '::1', port: 9 })
  expect(() => endpoint('::1:9', '--listen')).toThrow(/--listen/)
})

test('a list of networks must be there and tell something, or the sensor does not start', () => {
  const full = join(folder, 'tor.txt')
  const empty = join(folder, 'empty.txt')
  writeFileSync(full, '# exits\n192.0.2.9\n')
  writeFileSync(empty, '# nothing\nnonsense\n')
  const settings = readSensorSettings({ networkList: [`tor=${full}`] }, {}, folder)
  expect(settings.networkLists).toEqual([{ kind: 'tor', path: full }])
  const given = (word: string) => () => readSensorSettings({ networkList: [word] }, {}, folder)
  expect(given(`tor=${empty}`)).toThrow(/networkLists\.0: .*no address and no network/)
  expect(given(`tor=${join(folder, 'gone.txt')}`)).toThrow(/networkLists\.0: .*cannot be read/)
  expect(given(`vpn=${full}`)).toThrow(/tor\|proxy\|resolver=path/)
})
