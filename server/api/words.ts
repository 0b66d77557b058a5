/** What statuses and the names in addresses mean, for people who read the description of the API. */

export const statusWords: Record<number, string> = {
  200: 'As asked.',
  201: 'Made.',
  202: 'Taken.',
  204: 'Done; there is nothing to say.',
  304: 'What If-None-Match names is still as it is.',
  400: 'The body cannot be read as what it should be.',
  401: 'No valid key, and nobody is signed in.',
  403: 'Not for whoever asks: a role or a key that does not allow it, a page of another site, or one that the form does not allow.',
  404: 'There is nothing by this id, or not for everybody.',
  409: 'It does not go with how things stand.',
  410: 'It was there, and is gone for good.',
  413: 'The body is too large.',
  415: 'The body must be application/json, and say so.',
  422: 'Something in it is wrong; "errors" or "problems" name what, where, and what to do.',
  429: 'Too many tries. The same again after as many seconds as Retry-After says.',
  500: 'Something broke on the server; its log says what.',
  503: 'Not now, and nothing of it was kept. The same again after as many seconds as Retry-After says.',
};

export const inPath: Record<string, string> = {
  form: 'Id of the form, as in its file.',
  version: 'Number of a published version.',
  n: 'Number of a published version.',
  field: 'Id of a field.',
  option: 'Id of one of its options.',
  id: 'As lists and answers have it.',
};
