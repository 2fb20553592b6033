// What kinds, roles and states are called on the screen.
import { type Role, roles } from '#kernel/role.ts'
import { say } from '#web/say.ts'
import { type OrganisationKind, organisationKinds } from '../model.ts'

const kinds: Record<OrganisationKind, string> = {
  csirt: 'CSIRT',
  authority: 'Authority',
  'cyber-hub': 'Cyber hub',
  operator: 'Operator (essential or important entity)',
  'union-body': 'Union institution, body, office or agency',
  'nato-coordination-point': 'NATO coordination point',
  'law-enforcement': 'Law enforcement',
  vendor: 'Vendor',
}

export const withoutCountry: readonly OrganisationKind[] = ['union-body', 'nato-coordination-point']

export function kindWord(kind: OrganisationKind): string {
  return say(kinds[kind])
}

export function kindChoices(): { value: OrganisationKind; label: string }[] {
  return organisationKinds.map((value) => ({ value, label: kindWord(value) }))
}

const roleWords: Record<Role, { name: string; may: string }> = {
  reader: { name: 'Reader', may: 'reads what the markings allow, and reports incidents of the own organisation' },
  analyst: { name: 'Analyst', may: 'takes in text, judges items, opens and classifies incidents' },
  'duty-officer': { name: 'Duty officer', may: 'all that an analyst may, on duty' },
  'crisis-manager': { name: 'Crisis manager', may: 'opens incidents, hands out tasks, writes notes' },
  'exercise-controller': { name: 'Exercise controller', may: 'brings persons into exercises and out of them' },
  liaison: { name: 'Liaison', may: 'takes in text from partners' },
  administrator: { name: 'Administrator', may: 'looks after organisations, persons and feeds' },
}

export function roleWord(role: Role): string {
  return say(roleWords[role].name)
}

export function roleChoices(): { value: Role; label: string; hint: string }[] {
  return roles.map((value) => ({ value, label: roleWord(value), hint: say(roleWords[value].may) }))
}
