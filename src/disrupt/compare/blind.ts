// Blinding: a point to the power of a secret that only one side has. X25519 of the platform does it; twice, in any order, gives the same.
import { createPrivateKey, createPublicKey, diffieHellman, type KeyObject, randomBytes } from 'node:crypto'
import { toCurve, toField } from './elligator.ts'

const domain = 'tocsin disrupt compare 1'
const pointBytes = 32
const privateHead = Buffer.from('302e020100300506032b656e04220420', 'hex')
const publicHead = Buffer.from('302a300506032b656e032100', 'hex')

export const newSecret = (): string => randomBytes(pointBytes).toString('base64')

export function keyFrom(secret: string): KeyObject {
  const der = Buffer.concat([privateHead, Buffer.from(secret, 'base64')])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

/** Throws where a point is one of the few that give everybody the same result: an honest side never sends them. */
export function blind(points: Buffer, key: KeyObject): Buffer {
  const out = Buffer.allocUnsafe(points.length)
  for (let at = 0; at < points.length; at += pointBytes) {
    const der = Buffer.concat([publicHead, points.subarray(at, at + pointBytes)])
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' })
    diffieHellman({ privateKey: key, publicKey }).copy(out, at)
  }
  return out
}

export function pointsOf(names: readonly string[]): Buffer {
  return Buffer.concat(toCurve(names.map((name) => toField(name, domain))))
}

export const countOf = (points: Buffer): number => points.length / pointBytes
export const pointAt = (points: Buffer, at: number): string =>
  points.toString('latin1', at * pointBytes, (at + 1) * pointBytes)
export const bytesAt = (points: Buffer, at: number): Buffer => points.subarray(at * pointBytes, (at + 1) * pointBytes)
