// What a MISP client asks before it works: which version is spoken, who it is, which types there are.
import { organisationRecord } from '#people/index.ts'
import { isJson } from '../../../rules/misp/taking.ts'
import { mispUuidOf, ownView } from '../desk.ts'
import { answer, type MispAnswer, type MispCall, mayWrite } from './call.ts'

/** The version of the interface of MISP that is spoken here, so that peers know what they may ask. Not a version of MISP. */
const spoken = '2.4.200'

export async function version({ room, reader }: MispCall): Promise<MispAnswer> {
  return answer(200, {
    ...{ version: spoken, pymisp_recommended_version: spoken, product: 'Tocsin', uuid: room.journal.nodeId },
    ...{
      perm_sync: mayWrite(reader),
      perm_sighting: mayWrite(reader),
      perm_galaxy_editor: false,
      perm_analyst_data: false,
    },
    // Bodies are unpacked at the edge, within the same bound.
    ...{ request_encoding: ['gzip', 'br'], filter_sightings: true },
  })
}

export async function clientVersion(): Promise<MispAnswer> {
  return answer(200, { version: spoken })
}

/** A server that wants to know whether what it posts arrives whole. */
export async function postTest({ body }: MispCall): Promise<MispAnswer> {
  const testString = isJson(body) && typeof body.testString === 'string' ? body.testString.slice(0, 10_000) : ''
  const headers = { 'Content-type': 'application/json', Accept: 'application/json', 'Content-Encoding': false }
  return answer(200, { body: { testString }, headers })
}

export async function me({ room, reader }: MispCall): Promise<MispAnswer> {
  const id = reader.organisation
  const held = id ? await room.journal.reads.one(organisationRecord, ownView(room, 'live'), id) : undefined
  const writes = mayWrite(reader)
  return answer(200, {
    User: {
      id: '1',
      org_id: '1',
      email: `${reader.id}@node.invalid`,
      autoalert: false,
      disabled: false,
      role_id: writes ? '1' : '2',
    },
    Role: {
      ...{
        id: writes ? '1' : '2',
        name: writes ? 'Sync user' : 'Read only',
        perm_auth: true,
        perm_site_admin: false,
        perm_admin: false,
      },
      ...{ perm_add: writes, perm_modify: writes, perm_modify_org: writes, perm_publish: writes, perm_sync: writes },
      ...{ perm_sighting: writes, perm_tagger: false, perm_sharing_group: false, perm_galaxy_editor: false },
    },
    UserSetting: [],
    Organisation: { id: '1', name: held?.state.name ?? '', uuid: id ? mispUuidOf(id) : '' },
  })
}

export async function describeTypes({ room: { types } }: MispCall): Promise<MispAnswer> {
  const entries = Object.entries(types.types)
  const sane = entries.map(([type, { category, toIds }]) => [
    type,
    { default_category: category, to_ids: toIds ? 1 : 0 },
  ])
  const mapped = types.categories.map((category) => [
    category,
    entries.filter(([, one]) => one.categories.includes(category)).map(([type]) => type),
  ])
  return answer(200, {
    result: {
      sane_defaults: Object.fromEntries(sane),
      types: entries.map(([type]) => type),
      categories: types.categories,
      category_type_mappings: Object.fromEntries(mapped),
    },
  })
}

/** There are none of our own: a marking here names organisations itself. */
export async function noSharingGroups(): Promise<MispAnswer> {
  return answer(200, { response: [] })
}

export async function nothing(): Promise<MispAnswer> {
  return answer(200, [])
}

export async function noFilters(): Promise<MispAnswer> {
  return answer(200, { organisations: [], tags: [] })
}

export async function noWarningLists(): Promise<MispAnswer> {
  return answer(200, { Warninglists: [] })
}

/** The two that a key of this node can stand for. */
export async function roles(): Promise<MispAnswer> {
  const role = (id: string, name: string, writes: boolean) => ({
    Role: {
      ...{ id, name, perm_auth: true, perm_site_admin: false, perm_admin: false, perm_sync: writes },
      ...{ perm_add: writes, perm_modify: writes, perm_publish: writes, perm_sighting: writes },
    },
  })
  return answer(200, [role('1', 'Sync user', true), role('2', 'Read only', false)])
}
