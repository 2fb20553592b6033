// What the browser tests of law share: a manufacturer that knows of an intrusion since 22 hours, and is asked what follows.
import { answerFacts, getAssessment, openAssessment, saveEntity, setServices } from '#assess/api/assessments.ts'
import { declareIncident } from '#assess/api.ts'
import type { InputOf } from '#kernel/contract.ts'
import { registerOrganisation } from '#people/api.ts'
import type { Client, TestNode } from '../setup/node.ts'

export interface LawStory {
  company: string
  lead: Client
  /** Of the same company: the second pair of eyes. */
  second: Client
  incident: string
  assessment: string
  answer(answers: InputOf<typeof answerFacts>['answers']): Promise<void>
  version(): Promise<number>
}

export const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()

export async function lawStory(node: TestNode): Promise<LawStory> {
  const admin = await node.administrator()
  const named = { name: 'Example Engineering', kind: 'operator', country: 'DE', sectors: ['manufacturing'] } as const
  const company = (await admin.get(registerOrganisation, { ...named, sectors: [...named.sectors] })).id
  const lead = await node.signedIn({ roles: ['analyst', 'duty-officer'], organisation: company })
  const second = await node.signedIn({ roles: ['duty-officer'], organisation: company })
  await lead.get(saveEntity, {
    types: ['nis2_other_entity', 'data_controller'],
    countries: ['DE', 'FR'],
    jurisdiction: 'DE',
    timeZone: 'Europe/Berlin',
    facts: { 'entity.nis2_class': 'important' },
  })
  const incident = (
    await lead.get(declareIncident, {
      title: 'Somebody is inside our systems',
      summary: 'Unauthorised access was found; the systems are isolated.',
      affected: { countries: ['DE', 'FR'], services: [{ name: 'Order portal', organisation: null }] },
      times: { detectedAt: hoursAgo(23) },
    })
  ).id
  const assessment = (await lead.get(openAssessment, { incident, awareness: hoursAgo(22) })).id
  const version = async () => (await lead.get(getAssessment, { id: assessment })).version
  const services = [{ name: 'Order portal' }]
  await lead.get(setServices, { id: assessment, version: await version(), services })
  async function answer(answers: InputOf<typeof answerFacts>['answers']): Promise<void> {
    await lead.get(answerFacts, { id: assessment, version: await version(), answers })
  }
  return { company, lead, second, incident, assessment, answer, version }
}
