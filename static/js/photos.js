// Photos: made upright and small by drawing them anew, which leaves nothing of the file but its pixels.

const LONG_SIDE = 1600;
const MOST_PHOTOS = 10;

async function redrawn(file) {
  const picture = await createImageBitmap(file);
  const { width, height } = picture;
  const canvas = document.createElement("canvas");
  const share = Math.min(1, LONG_SIDE / Math.max(width, height));
  canvas.width = width * share;
  canvas.height = height * share;
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
  return blob.arrayBuffer();
}

async function addPhotos(draft, files) {
  for (const file of files) {
    const bytes = await redrawn(file).catch(() => say("photo"));
    const sha = bytes && (await digest(bytes));
    if (!sha || draft.pics.includes(sha)) continue;
    if (draft.pics.length === MOST_PHOTOS) return say("photos");
    await put(PIC, `${draft.id}/${sha}`, await seal(me, sha, bytes));
    draft.pics.push(sha);
    await draft.keep();
    showPhoto(draft, sha, bytes);
  }
}

function showPhoto(draft, sha, bytes) {
  const one = blueprint("picture");
  one.querySelector("img").src = URL.createObjectURL(new Blob([bytes]));
  one.querySelector("button").onclick = () => {
    draft.pics = draft.pics.filter((name) => name !== sha);
    one.remove();
    draft.keep();
  };
  element("pictures").append(one);
}

async function showPhotos(draft) {
  for (const sha of draft.pics) showPhoto(draft, sha, await unseal(me, sha, await get(PIC, `${draft.id}/${sha}`)));
}
