// What the bands of a chart are called: countries, protocols, classes of status, regions.
import { countryName } from '#web/country.ts'
import { say } from '#web/say.ts'

const protocols: Record<string, string> = {
  '1': 'ICMP',
  '6': 'TCP',
  '17': 'UDP',
  '47': 'GRE',
  '50': 'ESP',
  '58': 'ICMPv6',
}

export function bandWord(key: string): string {
  if (key === '*') return say('all others')
  if (key === '??') return say('not known')
  if (/^[A-Z]{2}$/.test(key)) return countryName(key)
  if (/^[1-5]xx$/.test(key)) return key
  if (!/^\d+$/.test(key)) return key
  return protocols[key] ?? say('protocol {number}', { number: key })
}
