// The session cookie: its name and how long it lives. The edge sets HttpOnly, SameSite=Strict and, under https, Secure.
import type { Instant } from '#kernel/time.ts'
import type { Edge } from '#platform/http/index.ts'
import { secondsUntil } from '../rules/lock-out.ts'

/** __Host- binds the cookie to this very host; browsers take it only under https. */
export function cookieName(edge: Edge, name = 'tocsin'): string {
  return edge.secure ? `__Host-${name}` : name
}

export function readSessionCookie(edge: Edge): string | undefined {
  const value = edge.cookie(cookieName(edge))
  return value && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined
}

export function writeSessionCookie(edge: Edge, secret: string, ends: Instant, now: Instant): void {
  edge.setCookie(cookieName(edge), secret, { maxAgeSeconds: secondsUntil(ends, now) })
}

export function clearSessionCookie(edge: Edge): void {
  edge.clearCookie(cookieName(edge))
}
