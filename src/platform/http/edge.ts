// The edge as handlers see it: cookies and the few facts about the request that signing in needs.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Edge } from './types.ts'

export function edgeOf(request: FastifyRequest, reply: FastifyReply, origin: string): Edge {
  const secure = origin.startsWith('https:')
  const flags = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const
  return {
    cookie: (name) => request.cookies[name],
    setCookie: (name, value, { maxAgeSeconds }) =>
      void reply.setCookie(name, value, { ...flags, maxAge: maxAgeSeconds }),
    clearCookie: (name) => void reply.clearCookie(name, flags),
    address: request.ip,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    origin,
    secure,
  }
}
