// Verifies a bundle beside the page, so that the page never freezes; signatures are shared among the cores.
import { inBrowser } from "./files.js";
import { parseVkey } from "./notes.js";
import { verify, verifyHere } from "./verify.js";
import { readZip, withoutOuterFolder, ZipFault } from "./zip.js";

/** Fewer signatures than this are not worth another core. */
const FEW = 64;
const SHARE = 256;

async function open(given) {
  if (given.zip) return readZip(given.zip);
  return withoutOuterFolder(new Map(given.files.map(([path, blob]) => [path, inBrowser(blob)])));
}

const bytesOf = async (file) => new Uint8Array(await file.arrayBuffer());

async function verifyOnAllCores(signatures, breathe, tell) {
  const cores = Math.min(navigator.hardwareConcurrency || 1, 8);
  if (signatures.length < FEW || cores < 2) return verifyHere(signatures, breathe, tell);
  const wrong = [];
  let [next, done] = [0, 0];
  const core = () => new Promise((finished, failed) => {
    const worker = new Worker(new URL("signature_worker.js", import.meta.url), { type: "module" });
    const ask = () => {
      if (next >= signatures.length) {
        worker.terminate();
        finished();
        return;
      }
      worker.postMessage({ from: next, signatures: signatures.slice(next, next + SHARE) });
      next += SHARE;
    };
    worker.onerror = failed;
    worker.onmessage = ({ data }) => {
      wrong.push(...data.wrong.map((at) => data.from + at));
      done += data.count;
      tell({ done, of: signatures.length });
      ask();
    };
    ask();
  });
  try {
    await Promise.all(Array.from({ length: cores }, core));
  } catch {
    // A browser without workers inside workers: slower, and the same answer.
    return verifyHere(signatures, breathe, tell);
  }
  return wrong;
}

onmessage = async ({ data }) => {
  try {
    const files = await open(data.bundle);
    const annex = data.annex && (await open(data.annex));
    const logKey = data.logKey ? parseVkey(data.logKey) : undefined;
    if (data.logKey && !logKey) {
      postMessage({ failed: "key" });
      return;
    }
    const promise = data.promise && (await bytesOf(data.promise));
    const seen = await Promise.all((data.seen ?? []).map(async (file) => ({ name: file.name, bytes: await bytesOf(file) })));
    const options = { annex, logKey, slip: data.slip, seen, promise, verifySignatures: verifyOnAllCores };
    postMessage({ report: await verify(files, options, (news) => postMessage(news)) });
  } catch (error) {
    postMessage({ failed: error instanceof ZipFault ? "zip" : "program", why: String(error.message) });
  }
};
