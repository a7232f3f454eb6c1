/**
 * What a feature's English texts must be: every key of the Vietnamese ones, and, where a count needs it,
 * the singular under `KEY_one` (Vietnamese has no plural forms; i18next falls back to KEY for the rest).
 */
export type English<V extends Readonly<Record<string, string>>> = Readonly<Record<keyof V, string>> &
  Readonly<Partial<Record<`${keyof V & string}_one`, string>>>
