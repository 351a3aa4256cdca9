/**
 * Compiles an answer while it arrives, or then, where a server does not call it
 * what it is. A fetch that failed is its own error.
 */
export async function compile(answer) {
  if (!answer.ok) throw answer.status ? new Error(`HTTP status ${answer.status}`) : answer;
  return WebAssembly.compileStreaming(answer.clone()).catch(async () => WebAssembly.compile(await answer.arrayBuffer()));
}
