// What the standard itself adds to observables: extensions by name, and the parts that some of them are made of (section 6).
import * as is from './parts.ts'

const { maybe, list, text, timestamp, identifier, flag, hashes, from0, hex, object, integer } = is
const words = (section: string, names: readonly string[]) =>
  object(section, Object.fromEntries(names.map((name) => [name, maybe(text)])))

export const mimePart = object('6.6.2', {
  body: maybe(text),
  body_raw_ref: maybe(identifier('artifact', 'file')),
  content_type: maybe(text),
  content_disposition: maybe(text),
})

export const registryValue = object('6.17.2', {
  name: maybe(text),
  data: maybe(text),
  data_type: maybe(is.closed('windows-registry-datatype-enum')),
})

export const x509v3 = object('6.18.2', {
  ...words('6.18.2', [
    ...['basic_constraints', 'name_constraints', 'policy_constraints', 'key_usage', 'extended_key_usage'],
    ...['subject_key_identifier', 'authority_key_identifier', 'subject_alternative_name', 'issuer_alternative_name'],
    ...['subject_directory_attributes', 'crl_distribution_points', 'inhibit_any_policy'],
    ...['certificate_policies', 'policy_mappings'],
  ]).properties,
  private_key_usage_period_not_before: maybe(timestamp),
  private_key_usage_period_not_after: maybe(timestamp),
})

const sized = [
  ...['major_linker_version', 'minor_linker_version', 'size_of_code', 'size_of_initialized_data'],
  ...['size_of_uninitialized_data', 'address_of_entry_point', 'base_of_code', 'base_of_data', 'image_base'],
  ...['section_alignment', 'file_alignment', 'major_os_version', 'minor_os_version', 'major_image_version'],
  ...['minor_image_version', 'major_subsystem_version', 'minor_subsystem_version', 'size_of_image', 'size_of_headers'],
  ...['size_of_stack_reserve', 'size_of_stack_commit', 'size_of_heap_reserve', 'size_of_heap_commit'],
  'number_of_rva_and_sizes',
]
const inHex = [
  'magic_hex',
  'win32_version_value_hex',
  'checksum_hex',
  'subsystem_hex',
  'dll_characteristics_hex',
  'loader_flags_hex',
]

const peOptionalHeader = object('6.7.6.2', {
  ...Object.fromEntries(sized.map((name) => [name, maybe(integer)])),
  ...Object.fromEntries(inHex.map((name) => [name, maybe(hex)])),
  hashes: maybe(hashes),
})
const peSection = object('6.7.6.3', {
  name: text,
  size: maybe(from0),
  entropy: maybe(is.number),
  hashes: maybe(hashes),
})

export const ofFile = {
  'archive-ext': object('6.7.2', { contains_refs: list(identifier('file', 'directory')), comment: maybe(text) }),
  'ntfs-ext': object('6.7.3', {
    sid: maybe(text),
    alternate_data_streams: maybe(list(object('6.7.3.2', { name: text, hashes: maybe(hashes), size: maybe(from0) }))),
  }),
  'pdf-ext': object('6.7.4', {
    version: maybe(text),
    is_optimized: maybe(flag),
    document_info_dict: maybe(is.dictionary(text)),
    pdfid0: maybe(text),
    pdfid1: maybe(text),
  }),
  'raster-image-ext': object('6.7.5', {
    image_height: maybe(integer),
    image_width: maybe(integer),
    bits_per_pixel: maybe(integer),
    exif_tags: maybe(is.dictionary(is.anything)),
  }),
  'windows-pebinary-ext': object('6.7.6', {
    pe_type: is.open('windows-pebinary-type-ov'),
    imphash: maybe(text),
    machine_hex: maybe(hex),
    number_of_sections: maybe(from0),
    time_date_stamp: maybe(timestamp),
    pointer_to_symbol_table_hex: maybe(hex),
    number_of_symbols: maybe(from0),
    size_of_optional_header: maybe(from0),
    characteristics_hex: maybe(hex),
    file_header_hashes: maybe(hashes),
    optional_header: maybe(peOptionalHeader),
    sections: maybe(list(peSection)),
  }),
} as const

export const ofTraffic = {
  'http-request-ext': object('6.12.2', {
    request_method: text,
    request_value: text,
    request_version: maybe(text),
    request_header: maybe(is.dictionary(is.anything)),
    message_body_length: maybe(from0),
    message_body_data_ref: maybe(identifier('artifact')),
  }),
  'icmp-ext': object('6.12.3', { icmp_type_hex: hex, icmp_code_hex: hex }),
  'socket-ext': object('6.12.4', {
    address_family: is.closed('network-socket-address-family-enum'),
    is_blocking: maybe(flag),
    is_listening: maybe(flag),
    options: maybe(is.dictionary(is.anything)),
    socket_type: maybe(is.closed('network-socket-type-enum')),
    socket_descriptor: maybe(from0),
    socket_handle: maybe(integer),
  }),
  'tcp-ext': object('6.12.5', { src_flags_hex: maybe(hex), dst_flags_hex: maybe(hex) }),
} as const

export const ofProcess = {
  'windows-process-ext': object('6.13.2', {
    ...{ aslr_enabled: maybe(flag), dep_enabled: maybe(flag), priority: maybe(text), owner_sid: maybe(text) },
    window_title: maybe(text),
    startup_info: maybe(is.dictionary(is.anything)),
    integrity_level: maybe(is.closed('windows-integrity-level-enum')),
  }),
  'windows-service-ext': object('6.13.3', {
    ...{
      service_name: maybe(text),
      descriptions: maybe(list(text)),
      display_name: maybe(text),
      group_name: maybe(text),
    },
    start_type: maybe(is.closed('windows-service-start-type-enum')),
    service_dll_refs: maybe(list(identifier('file'))),
    service_type: maybe(is.closed('windows-service-type-enum')),
    service_status: maybe(is.closed('windows-service-status-enum')),
  }),
} as const

export const ofAccount = {
  'unix-account-ext': object('6.16.2', {
    ...{ gid: maybe(integer), groups: maybe(list(text)), home_dir: maybe(text), shell: maybe(text) },
  }),
} as const
