// `tocsin serve`: runs the node until it is asked to stop.
import { isLoopback, type Settings } from '#platform/config.ts'
import { createLog } from '#platform/log.ts'
import { createNode } from '../node.ts'

export async function serve(settings: Settings): Promise<number> {
  const started = Date.now()
  const say = (text: string) => process.stdout.write(`${text}\n`)
  const log = createLog(settings.logLevel)
  // A promise that nobody waits for is a bug; it is reported, and does not take the node down on a bad night.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a failure that nothing waited for'))
  const node = await createNode({ settings, log })
  await node.listen()
  const shown = node.origin
  const setUp = await node.setUpLink()
  say(`Tocsin is running at ${shown} (ready in ${((Date.now() - started) / 1000).toFixed(1)} s)`)
  if (setUp) say(`Set it up once, with this link: ${shown}${setUp}`)
  if (!isLoopback(settings.host) && !settings.origin.startsWith('https:')) {
    say('Other machines can reach this node without encryption: put a TLS proxy before it and set TOCSIN_ORIGIN.')
  }
  if (settings.origin.startsWith('https:') && settings.trustedProxies.length === 0) {
    say(
      'A proxy stands before this node: name its address in TOCSIN_TRUSTED_PROXIES, or every visitor looks like the proxy.',
    )
  }
  say('Press Ctrl+C to stop.')
  await askedToStop()
  say('Stopping: finishing what was begun.')
  await node.stop()
  return 0
}

function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
