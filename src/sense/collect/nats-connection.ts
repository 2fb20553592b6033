// One connection to NATS, loaded only where NATS is used: a sensor that speaks HTTP does not carry its client in memory.
import type { NatsConnection } from '@nats-io/transport-node'

const connectPatienceMs = 10_000
const reconnectWaitMs = 2_000

/**
 * `url`: nats:// or tls://, with user and password or a token before the @. Comes back by itself when it was lost, for as
 * long as it takes; only the first attempt throws.
 */
export async function connectNats(url: string, name: string): Promise<NatsConnection> {
  const { connect } = await import('@nats-io/transport-node')
  const { protocol, host, username, password } = new URL(url)
  const user = decodeURIComponent(username)
  const pass = decodeURIComponent(password)
  return connect({
    servers: host,
    name,
    ...(user && pass ? { user, pass } : user ? { token: user } : {}),
    ...(protocol === 'tls:' ? { tls: {} } : {}),
    timeout: connectPatienceMs,
    maxReconnectAttempts: -1,
    reconnectTimeWait: reconnectWaitMs,
  })
}
