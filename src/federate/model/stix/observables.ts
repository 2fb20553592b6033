// The observables (section 6): what was seen on wires and machines, and which of its properties its id is made from (section 2.9).
import Type from 'typebox'
import * as ext from './observable-extensions.ts'
import * as is from './parts.ts'

const { maybe, list, text, timestamp, identifier, flag, hashes, from0, binary } = is
const times = { ctime: maybe(timestamp), mtime: maybe(timestamp), atime: maybe(timestamp) }
const end = identifier('ipv4-addr', 'ipv6-addr', 'mac-addr', 'domain-name')
const port = is.within(0, 65_535, '6.12')
const mail = identifier('email-addr')
const mails = maybe(list(mail))
const mac = Type.String({
  ...text,
  says: 'six bytes in lower case with colons',
  section: '6.10',
  pattern: '^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$',
})

export const observables = {
  artifact: {
    section: '6.1',
    idFrom: ['hashes', 'payload_bin'],
    properties: {
      mime_type: maybe(text),
      payload_bin: maybe(binary),
      url: maybe(text),
      hashes: maybe(hashes),
      encryption_algorithm: maybe(is.closed('encryption-algorithm-enum')),
      decryption_key: maybe(text),
    },
  },
  'autonomous-system': {
    section: '6.2',
    idFrom: ['number'],
    properties: { number: is.integer, name: maybe(text), rir: maybe(text) },
  },
  directory: {
    section: '6.3',
    idFrom: ['path'],
    properties: {
      path: text,
      path_enc: maybe(text),
      ...times,
      contains_refs: maybe(list(identifier('file', 'directory'))),
    },
  },
  'domain-name': {
    section: '6.4',
    idFrom: ['value'],
    properties: { value: text, resolves_to_refs: maybe(list(identifier('ipv4-addr', 'ipv6-addr', 'domain-name'))) },
  },
  'email-addr': {
    section: '6.5',
    idFrom: ['value'],
    properties: { value: text, display_name: maybe(text), belongs_to_ref: maybe(identifier('user-account')) },
  },
  'email-message': {
    section: '6.6',
    idFrom: ['from_ref', 'subject', 'body'],
    properties: {
      is_multipart: flag,
      date: maybe(timestamp),
      content_type: maybe(text),
      from_ref: maybe(mail),
      sender_ref: maybe(mail),
      ...{ to_refs: mails, cc_refs: mails, bcc_refs: mails },
      message_id: maybe(text),
      subject: maybe(text),
      received_lines: maybe(list(text)),
      additional_header_fields: maybe(is.dictionary(Type.Union([text, list(text)]))),
      body: maybe(text),
      body_multipart: maybe(list(ext.mimePart)),
      raw_email_ref: maybe(identifier('artifact')),
    },
  },
  file: {
    section: '6.7',
    idFrom: ['hashes', 'name', 'extensions', 'parent_directory_ref'],
    extensions: ext.ofFile,
    properties: {
      hashes: maybe(hashes),
      size: maybe(from0),
      name: maybe(text),
      name_enc: maybe(text),
      magic_number_hex: maybe(is.hex),
      mime_type: maybe(text),
      ...times,
      parent_directory_ref: maybe(identifier('directory')),
      contains_refs: maybe(list(identifier('sco'))),
      content_ref: maybe(identifier('artifact')),
    },
  },
  'ipv4-addr': {
    section: '6.8',
    idFrom: ['value'],
    properties: {
      value: text,
      resolves_to_refs: maybe(list(identifier('mac-addr'))),
      belongs_to_refs: maybe(list(identifier('autonomous-system'))),
    },
  },
  'ipv6-addr': {
    section: '6.9',
    idFrom: ['value'],
    properties: {
      value: text,
      resolves_to_refs: maybe(list(identifier('mac-addr'))),
      belongs_to_refs: maybe(list(identifier('autonomous-system'))),
    },
  },
  'mac-addr': { section: '6.10', idFrom: ['value'], properties: { value: mac } },
  mutex: { section: '6.11', idFrom: ['name'], properties: { name: text } },
  'network-traffic': {
    section: '6.12',
    idFrom: ['start', 'end', 'src_ref', 'dst_ref', 'src_port', 'dst_port', 'protocols', 'extensions'],
    extensions: ext.ofTraffic,
    properties: {
      ...{ start: maybe(timestamp), end: maybe(timestamp), is_active: maybe(flag) },
      ...{ src_ref: maybe(end), dst_ref: maybe(end), src_port: maybe(port), dst_port: maybe(port) },
      protocols: list(text),
      ...{
        src_byte_count: maybe(from0),
        dst_byte_count: maybe(from0),
        src_packets: maybe(from0),
        dst_packets: maybe(from0),
      },
      ipfix: maybe(is.dictionary(Type.Union([is.integer, text]))),
      ...{ src_payload_ref: maybe(identifier('artifact')), dst_payload_ref: maybe(identifier('artifact')) },
      encapsulates_refs: maybe(list(identifier('network-traffic'))),
      encapsulated_by_ref: maybe(identifier('network-traffic')),
    },
  },
  process: {
    section: '6.13',
    idFrom: [],
    extensions: ext.ofProcess,
    properties: {
      is_hidden: maybe(flag),
      pid: maybe(is.integer),
      created_time: maybe(timestamp),
      cwd: maybe(text),
      command_line: maybe(text),
      environment_variables: maybe(is.dictionary(text)),
      opened_connection_refs: maybe(list(identifier('network-traffic'))),
      creator_user_ref: maybe(identifier('user-account')),
      image_ref: maybe(identifier('file')),
      parent_ref: maybe(identifier('process')),
      child_refs: maybe(list(identifier('process'))),
    },
  },
  software: {
    section: '6.14',
    idFrom: ['name', 'cpe', 'swid', 'vendor', 'version'],
    properties: {
      ...{ name: text, cpe: maybe(text), swid: maybe(text), languages: maybe(list(is.language)) },
      ...{ vendor: maybe(text), version: maybe(text) },
    },
  },
  url: { section: '6.15', idFrom: ['value'], properties: { value: text } },
  'user-account': {
    section: '6.16',
    idFrom: ['account_type', 'user_id', 'account_login'],
    extensions: ext.ofAccount,
    properties: {
      ...{ user_id: maybe(text), credential: maybe(text), account_login: maybe(text) },
      account_type: maybe(is.open('account-type-ov')),
      display_name: maybe(text),
      ...{ is_service_account: maybe(flag), is_privileged: maybe(flag), can_escalate_privs: maybe(flag) },
      is_disabled: maybe(flag),
      ...{ account_created: maybe(timestamp), account_expires: maybe(timestamp) },
      credential_last_changed: maybe(timestamp),
      ...{ account_first_login: maybe(timestamp), account_last_login: maybe(timestamp) },
    },
  },
  'windows-registry-key': {
    section: '6.17',
    idFrom: ['key', 'values'],
    properties: {
      key: maybe(text),
      values: maybe(list(ext.registryValue)),
      modified_time: maybe(timestamp),
      creator_user_ref: maybe(identifier('user-account')),
      number_of_subkeys: maybe(from0),
    },
  },
  'x509-certificate': {
    section: '6.18',
    idFrom: ['hashes', 'serial_number'],
    properties: {
      ...{ is_self_signed: maybe(flag), hashes: maybe(hashes), version: maybe(text), serial_number: maybe(text) },
      ...{ signature_algorithm: maybe(text), issuer: maybe(text) },
      ...{ validity_not_before: maybe(timestamp), validity_not_after: maybe(timestamp), subject: maybe(text) },
      ...{ subject_public_key_algorithm: maybe(text), subject_public_key_modulus: maybe(text) },
      subject_public_key_exponent: maybe(is.integer),
      x509_v3_extensions: maybe(ext.x509v3),
    },
  },
} as const
