// Roles: what a person may do on this node. What a person may read is decided by markings, never by a role.
import Type, { type Static } from 'typebox'

export const roles = [
  'reader',
  'analyst',
  'duty-officer',
  'crisis-manager',
  'exercise-controller',
  'liaison',
  'administrator',
] as const

export const Role = Type.Enum(roles)
export type Role = Static<typeof Role>
