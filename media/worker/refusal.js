/**
 * A step that cannot go on, for a reason that its reader can do something about. The code names the sentence
 * (and its remedy) in scripts/sentences.js; values fill its gaps.
 */
export class Refusal extends Error {
  /**
   * @param {string} code the sentence's name, such as `worker.noPackages`
   * @param {Record<string, string | number>} [values] what the sentence's {gaps} are filled with
   */
  constructor(code, values = {}) {
    super(`${code} ${JSON.stringify(values)}`)
    this.name = 'Refusal'
    this.code = code
    this.values = values
  }
}
