// What says nothing of how well it is known inherits it from what it stands in.
import type { Communication, DutyReport, Regime, Template } from '../../model/law.ts'

export interface Verified {
  verified?: boolean
  evidence?: string
}

/** An item that says `verified` itself keeps its own evidence, also none: that of its surroundings is about something else. */
function inherit<T extends Verified>(item: T, from: Verified): T {
  if (item.verified !== undefined) return item
  const evidence = item.evidence ?? from.evidence
  return {
    ...item,
    ...(from.verified === undefined ? {} : { verified: from.verified }),
    ...(evidence === undefined ? {} : { evidence }),
  }
}

export function verifiedAll<T extends Verified>(items: readonly T[], from: Verified): T[] {
  return items.map((item) => inherit(item, from))
}

function verifiedReport(report: DutyReport, from: Verified): DutyReport {
  const own = inherit(report, from)
  return { ...own, contents: verifiedAll(own.contents, own) }
}

function verifiedCommunication(communication: Communication, from: Verified): Communication {
  const own = inherit(communication, from)
  return own.contents ? { ...own, contents: verifiedAll(own.contents, own) } : own
}

export function verifiedTemplate(template: Template, from: Verified): Template {
  return { ...template, fields: verifiedAll(template.fields, from) }
}

export function verifiedRegime(regime: Regime): Regime {
  return {
    ...regime,
    reports: regime.reports.map((one) => verifiedReport(one, regime)),
    communications: regime.communications.map((one) => verifiedCommunication(one, regime)),
    authorityDuties: regime.authorityDuties.map((one) => verifiedCommunication(one, regime)),
    ...(regime.template ? { template: verifiedTemplate(regime.template, regime) } : {}),
  }
}
